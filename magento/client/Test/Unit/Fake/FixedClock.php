<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Core\Api\ClockInterface;

/**
 * Stands still until a test moves it.
 */
class FixedClock implements ClockInterface
{
    public const START = 1779012672;

    public function __construct(public int $seconds = self::START, public float $step = 0.0)
    {
        $this->elapsed = 0.0;
    }

    private float $elapsed;

    public function now(): int
    {
        return $this->seconds;
    }

    public function monotonic(): float
    {
        $this->elapsed += $this->step;
        return $this->elapsed;
    }

    public function pass(int $seconds): void
    {
        $this->seconds += $seconds;
    }
}
