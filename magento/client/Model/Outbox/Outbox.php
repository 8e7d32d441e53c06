<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\OutboxInterface;
use Byte8\Client\Model\Mirror\Mirror;
use Magento\Framework\DB\Adapter\DeadlockException;
use Psr\Log\LoggerInterface;

/**
 * Writes events and their chips into the caller's transaction. Also while the store is not paired: what happens then
 * is sent after the pairing, and the ledger's own starting date decides what of it counts.
 */
class Outbox implements OutboxInterface
{
    /**
     * @param StoreInterface $store
     * @param ConnectionInterface $connection
     * @param Mirror $mirror
     * @param DeliverySignal $signal
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly StoreInterface $store,
        private readonly ConnectionInterface $connection,
        private readonly Mirror $mirror,
        private readonly DeliverySignal $signal,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function enqueue(array $events): void
    {
        if ($events === []) {
            return;
        }
        try {
            $this->store->insert($events, $this->connection->getTenantId());
            $this->mirror->eventsHappened($events);
            $this->signal->raise();
        } catch (DeadlockException $e) {
            // The database has already rolled back all that the merchant's transaction did. To swallow this would let
            // Magento go on and commit the second half of a save.
            throw $e;
        } catch (\Throwable $e) {
            $this->logger->error(
                'An event was not stored; the nightly sweep will find it.',
                ['event' => $events[array_key_first($events)]->key, 'exception' => $e]
            );
        }
    }
}
