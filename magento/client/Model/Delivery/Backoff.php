<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Core\Api\RandomInterface;

/**
 * When a row is tried again. The waits add up to almost eight days, so that a long weekend's outage loses nothing;
 * up to a fifth is added by chance, so that the rows of an outage do not all come back in one minute.
 */
class Backoff
{
    public const MAX_ATTEMPTS = 14;

    private const SECONDS = [60, 300, 1800, 7200, 21600, 43200, 86400];

    /**
     * @param RandomInterface $random
     */
    public function __construct(private readonly RandomInterface $random)
    {
    }

    /**
     * Seconds to wait after the n-th failed attempt; null: give up.
     *
     * @param int $attempts
     * @param int $asked what the ledger asked for, 0 when nothing
     * @return int|null
     */
    public function wait(int $attempts, int $asked = 0): ?int
    {
        if ($attempts >= self::MAX_ATTEMPTS) {
            return null;
        }
        $base = self::SECONDS[min(max(1, $attempts), count(self::SECONDS)) - 1];
        return max($asked, $base + $this->random->upTo(intdiv($base, 5)));
    }
}
