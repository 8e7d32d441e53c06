<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Subkeys of the api key (spec/wire.md sections 2 and 3): HKDF-SHA-256, empty salt, 32 bytes.
 */
interface KeyDerivationInterface
{
    public const OUTBOUND = 'byte8-magento-outbound-v1';
    public const INBOUND = 'byte8-magento-inbound-v1';

    /**
     * The 32 raw bytes for a purpose; the key's characters are the input, without any decoding.
     *
     * @param string $apiKey
     * @param string $purpose OUTBOUND or INBOUND
     * @return string
     * @throws \InvalidArgumentException for an empty key or another purpose
     */
    public function derive(string $apiKey, string $purpose): string;
}
