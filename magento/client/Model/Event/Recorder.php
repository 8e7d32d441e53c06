<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Event;

use Byte8\Client\Api\OutboxInterface;
use Magento\Framework\DB\Adapter\DeadlockException;
use Psr\Log\LoggerInterface;

/**
 * Stands between Magento's saves and the outbox: whatever fails here, the save goes on.
 */
class Recorder
{
    /**
     * @param OutboxInterface $outbox
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly OutboxInterface $outbox,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Makes events and stores them.
     *
     * @param callable(): array<Event> $make
     * @return void
     */
    public function record(callable $make): void
    {
        try {
            $this->outbox->enqueue($make());
        } catch (DeadlockException $e) {
            // The merchant's transaction is rolled back already: to go on would save the second half of it.
            throw $e;
        } catch (\Throwable $e) {
            $this->logger->error(
                'An event could not be made; the nightly sweep will find the change.',
                ['exception' => $e]
            );
        }
    }
}
