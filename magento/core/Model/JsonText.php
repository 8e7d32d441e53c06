<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Core\Model;

/**
 * JSON as it goes over the wire: compact, slashes bare, everything outside ASCII escaped. Bytes that are no UTF-8 are
 * replaced instead of yielding an empty body.
 */
class JsonText
{
    /**
     * Encodes a value.
     *
     * @param mixed $value
     * @return string
     * @throws \JsonException
     */
    public static function encode($value): string
    {
        return json_encode(
            $value,
            JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR
        );
    }

    /**
     * The object or list in a text; an empty array when it is none.
     *
     * @param string|null $text
     * @return array<mixed>
     */
    public static function decode(?string $text): array
    {
        $value = json_decode((string)$text, true, 64);
        return is_array($value) ? $value : [];
    }

    /**
     * The first characters (not bytes) of a text as clean UTF-8.
     *
     * @param string $text
     * @param int $characters
     * @return string
     */
    public static function cut(string $text, int $characters): string
    {
        $clean = mb_check_encoding($text, 'UTF-8') ? $text : mb_convert_encoding($text, 'UTF-8', 'UTF-8');
        return mb_substr((string)$clean, 0, $characters, 'UTF-8');
    }
}
