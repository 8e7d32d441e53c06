<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Model\Outbox\Row;
use Byte8\Client\Model\Outbox\Settlement;

/**
 * From a verdict to what the row becomes.
 */
class Settler
{
    /**
     * @param Backoff $backoff
     */
    public function __construct(private readonly Backoff $backoff)
    {
    }

    /**
     * The row after this attempt.
     *
     * @param Row $row
     * @param Verdict $verdict
     * @param int $now
     * @return Settlement
     */
    public function settle(Row $row, Verdict $verdict, int $now): Settlement
    {
        $attempts = $row->attempts + 1;
        switch ($verdict->kind) {
            case Verdict::DELIVERED:
                return new Settlement(Row::SUCCEEDED, $attempts, $verdict->status, null, null, null);
            case Verdict::REFUSED:
                return $this->dead($attempts, $verdict, $verdict->cause);
            case Verdict::PAUSE:
                return new Settlement(
                    Row::PENDING,
                    $row->attempts,
                    $verdict->status,
                    null,
                    $verdict->error,
                    $verdict->cause
                );
        }
        $wait = $this->backoff->wait($attempts, $verdict->retryAfter);
        if ($wait === null) {
            return $this->dead($attempts, $verdict, 'gave_up');
        }
        return new Settlement(
            Row::PENDING,
            $attempts,
            $verdict->status,
            $now + $wait,
            $verdict->error,
            $verdict->cause
        );
    }

    /**
     * A dead letter.
     *
     * @param int $attempts
     * @param Verdict $verdict
     * @param string $cause
     * @return Settlement
     */
    private function dead(int $attempts, Verdict $verdict, string $cause): Settlement
    {
        return new Settlement(Row::DEAD_LETTERED, $attempts, $verdict->status, null, $verdict->error, $cause);
    }
}
