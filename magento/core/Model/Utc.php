<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Core\Model;

/**
 * Times as text, always UTC. Magento's PHP may run in another time zone; nothing here depends on it.
 */
class Utc
{
    private const PATTERN = '/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/';

    /**
     * As on the wire: 2026-05-17T10:11:12Z.
     *
     * @param int $seconds
     * @return string
     */
    public static function iso(int $seconds): string
    {
        return gmdate('Y-m-d\TH:i:s\Z', $seconds);
    }

    /**
     * As in the database: 2026-05-17 10:11:12.
     *
     * @param int $seconds
     * @return string
     */
    public static function sql(int $seconds): string
    {
        return gmdate('Y-m-d H:i:s', $seconds);
    }

    /**
     * Reads both forms, with fraction or numeric offset as well; text without a zone is UTC. Null when it is no date.
     *
     * @param string|null $text
     * @return int|null
     */
    public static function parse(?string $text): ?int
    {
        if ($text === null || preg_match(self::PATTERN, trim($text), $m) !== 1) {
            return null;
        }
        [, $year, $month, $day, $hour, $minute, $second] = array_map('intval', $m);
        if (!checkdate($month, $day, $year) || $hour > 23 || $minute > 59 || $second > 59) {
            return null;
        }
        $seconds = gmmktime($hour, $minute, $second, $month, $day, $year);
        if ($seconds === false) {
            return null;
        }
        return $seconds - self::offset($m[7] ?? 'Z');
    }

    /**
     * A database time as on the wire; empty text for no or no valid time.
     *
     * @param string|null $sql
     * @return string
     */
    public static function isoOrEmpty(?string $sql): string
    {
        $seconds = self::parse($sql);
        return $seconds === null ? '' : self::iso($seconds);
    }

    /**
     * Seconds that a zone such as +01:00 is ahead of UTC.
     *
     * @param string $zone
     * @return int
     */
    private static function offset(string $zone): int
    {
        if ($zone === 'Z' || $zone === '') {
            return 0;
        }
        $digits = str_replace(':', '', substr($zone, 1));
        $seconds = (int)substr($digits, 0, 2) * 3600 + (int)substr($digits, 2, 2) * 60;
        return $zone[0] === '-' ? -$seconds : $seconds;
    }
}
