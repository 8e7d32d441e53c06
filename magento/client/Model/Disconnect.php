<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\DisconnectResultInterface;
use Byte8\Client\Api\DisconnectInterface;
use Byte8\Client\Api\HealthInterface;
use Byte8\Client\Model\Outbox\QueueState;
use Psr\Log\LoggerInterface;

/**
 * Says goodbye and forgets. What the ledger answers decides only the wording.
 */
class Disconnect implements DisconnectInterface
{
    private const PATHS = [
        ConfigPathsInterface::TENANT_ID,
        ConfigPathsInterface::API_KEY,
        ConfigPathsInterface::PAIRED_BASE_URL,
        ConfigPathsInterface::LEGACY_TENANT_ID,
        ConfigPathsInterface::LEGACY_API_KEY,
        ConfigPathsInterface::PAIRING_CODE_HASH,
        ConfigPathsInterface::PAIRING_CODE_ISSUED_AT,
    ];

    /**
     * @param ConnectionInterface $connection
     * @param LedgerClient $ledger
     * @param ConfigStore $store
     * @param HealthInterface $health
     * @param QueueState $queue
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly LedgerClient $ledger,
        private readonly ConfigStore $store,
        private readonly HealthInterface $health,
        private readonly QueueState $queue,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(): DisconnectResultInterface
    {
        $state = $this->connection->getState();
        if ($state === ConnectionInterface::DISCONNECTED) {
            return new DisconnectResult(false, false);
        }
        // A clone must not say goodbye in the name of the original store.
        $acknowledged = $state === ConnectionInterface::CONNECTED && $this->tell();
        $this->health->forget();
        $this->store->remove(self::PATHS);
        $this->store->refresh();
        try {
            $this->queue->running();
        } catch (\Throwable $e) {
            $this->logger->warning('The state of the queue was not reset.', ['exception' => $e]);
        }
        $this->logger->info('Disconnected.', ['acknowledged' => $acknowledged]);
        return new DisconnectResult(true, $acknowledged);
    }

    /**
     * Tells the ledger.
     *
     * @return bool whether it answered 2xx
     */
    private function tell(): bool
    {
        try {
            return $this->ledger->disconnect()->isSuccess();
        } catch (\Throwable $e) {
            $this->logger->warning('The ledger was not told of the disconnect.', ['exception' => $e]);
            return false;
        }
    }
}
