<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Canonical;

/**
 * Money as whole ten-thousandths, as many as Magento's columns hold. Sums are made here and become a number only when
 * they leave.
 */
class Amount
{
    private const PLACES = 4;

    /**
     * A column as ten-thousandths; nothing counts as 0. Further decimals are rounded half up.
     *
     * @param mixed $value
     * @return int
     */
    public static function ticks($value): int
    {
        $text = is_float($value) ? number_format($value, self::PLACES + 2, '.', '') : trim((string)$value);
        if (preg_match('/^(-?)(\d*)(?:\.(\d*))?$/', $text, $m) !== 1) {
            return 0;
        }
        $decimals = str_pad($m[3] ?? '', self::PLACES + 1, '0');
        $ticks = (int)($m[2] . substr($decimals, 0, self::PLACES)) + ($decimals[self::PLACES] >= '5' ? 1 : 0);
        return $m[1] === '-' ? -$ticks : $ticks;
    }

    /**
     * Ten-thousandths as the number on the wire.
     *
     * @param int $ticks
     * @return float
     */
    public static function number(int $ticks): float
    {
        return $ticks / 10 ** self::PLACES;
    }

    /**
     * A column as the number on the wire.
     *
     * @param mixed $value
     * @return float
     */
    public static function of($value): float
    {
        return self::number(self::ticks($value));
    }

    /**
     * The same; null when the column is null or not there.
     *
     * @param mixed $value
     * @return float|null
     */
    public static function orNull($value): ?float
    {
        return $value === null || $value === '' ? null : self::of($value);
    }
}
