<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Model;

use Byte8\Core\Api\RandomInterface;

/**
 * Randomness of the operating system.
 */
class SystemRandom implements RandomInterface
{
    /**
     * @inheritdoc
     */
    public function uuid(): string
    {
        $hex = bin2hex(random_bytes(16));
        $hex[12] = '4';
        $hex[16] = '89ab'[(int)hexdec($hex[16]) & 3];
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split($hex, 4));
    }

    /**
     * @inheritdoc
     */
    public function hex(int $bytes): string
    {
        return bin2hex(random_bytes(max(1, $bytes)));
    }

    /**
     * @inheritdoc
     */
    public function upTo(int $max): int
    {
        return random_int(0, max(0, $max));
    }
}
