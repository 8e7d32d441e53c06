<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Core\Api\RandomInterface;

/**
 * Different every time, the same in every run.
 */
class CountingRandom implements RandomInterface
{
    private int $count = 0;

    public function __construct(private readonly int $jitter = 0)
    {
    }

    public function uuid(): string
    {
        return sprintf('00000000-0000-4000-8000-%012d', ++$this->count);
    }

    public function hex(int $bytes): string
    {
        return str_pad(dechex(++$this->count), $bytes * 2, '0', STR_PAD_LEFT);
    }

    public function upTo(int $max): int
    {
        return min($max, $this->jitter);
    }
}
