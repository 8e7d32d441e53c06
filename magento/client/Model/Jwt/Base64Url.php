<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Jwt;

/**
 * Base64url without padding.
 */
class Base64Url
{
    /**
     * Encodes bytes.
     *
     * @param string $bytes
     * @return string
     */
    public static function encode(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /**
     * Decodes text; null when it is none. Padding is tolerated.
     *
     * @param string $text
     * @return string|null
     */
    public static function decode(string $text): ?string
    {
        if (preg_match('/^[A-Za-z0-9_-]*={0,2}$/', $text) !== 1) {
            return null;
        }
        // A token is no secret to hide: this decodes what the ledger sent.
        // phpcs:ignore Magento2.Functions.DiscouragedFunction
        $bytes = base64_decode(strtr($text, '-_', '+/'), true);
        return $bytes === false ? null : $bytes;
    }
}
