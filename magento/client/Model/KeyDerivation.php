<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\KeyDerivationInterface;

/**
 * RFC 5869 by PHP itself.
 */
class KeyDerivation implements KeyDerivationInterface
{
    private const BYTES = 32;

    /**
     * @inheritdoc
     */
    public function derive(string $apiKey, string $purpose): string
    {
        $text = trim($apiKey);
        if ($text === '' || !in_array($purpose, [self::OUTBOUND, self::INBOUND], true)) {
            throw new \InvalidArgumentException('No key, or an unknown purpose.');
        }
        return hash_hkdf('sha256', $text, self::BYTES, $purpose, '');
    }
}
