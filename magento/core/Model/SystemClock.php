<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Model;

use Byte8\Core\Api\ClockInterface;

/**
 * The machine's clocks.
 */
class SystemClock implements ClockInterface
{
    /**
     * @inheritdoc
     */
    public function now(): int
    {
        return time();
    }

    /**
     * @inheritdoc
     */
    public function monotonic(): float
    {
        return hrtime(true) / 1e9;
    }
}
