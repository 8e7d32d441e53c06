<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Api;

/**
 * Randomness from the operating system, so that tests can set it.
 */
interface RandomInterface
{
    /**
     * A version 4 UUID, lower case.
     *
     * @return string
     */
    public function uuid(): string;

    /**
     * Random bytes as lower-case hex text of twice that length.
     *
     * @param int $bytes
     * @return string
     */
    public function hex(int $bytes): string;

    /**
     * A whole number from 0 to $max, both included.
     *
     * @param int $max
     * @return int
     */
    public function upTo(int $max): int;
}
