<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Makes tokens that the ledger accepts from this store.
 */
interface TokenSignerInterface
{
    public const AUDIENCE_LEDGER = 'byte8-ledger';

    /** For the launch parameter of the embedded page: 60 seconds, one use. */
    public const AUDIENCE_EMBED = 'byte8-embed';

    /**
     * A fresh outbound token, valid for 60 seconds.
     *
     * @param string $audience one of the constants above
     * @return string
     * @throws \Byte8\Client\Model\Exception\NotConnected
     */
    public function sign(string $audience = self::AUDIENCE_LEDGER): string;
}
