<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Where observers leave events. One INSERT in the caller's transaction, no call outward, no exception.
 */
interface OutboxInterface
{
    /**
     * Stores events, one INSERT for all of them. Failures are logged; only a deadlock, after which the caller's own
     * transaction is already lost, is passed on.
     *
     * @param \Byte8\Client\Model\Event\Event[] $events
     * @return void
     */
    public function enqueue(array $events): void;
}
