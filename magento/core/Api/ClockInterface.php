<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Api;

/**
 * The time, so that tests can set it.
 */
interface ClockInterface
{
    /**
     * Seconds since 1970 in UTC.
     *
     * @return int
     */
    public function now(): int;

    /**
     * Seconds on a clock that never jumps, for time budgets only.
     *
     * @return float
     */
    public function monotonic(): float;
}
