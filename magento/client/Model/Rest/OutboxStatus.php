<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\OutboxStatusInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Api\QueueStateInterface;
use Byte8\Core\Model\Utc;

/**
 * The outbox in numbers, counted once.
 */
class OutboxStatus implements OutboxStatusInterface
{
    /** @var array{count: int, oldest_at: int|null} */
    private array $pending;

    /** @var array<string, int> */
    private array $causes;

    /** @var string */
    private string $queue;

    /**
     * @param OutboxAdminInterface $outbox
     * @param QueueStateInterface $queue
     */
    public function __construct(OutboxAdminInterface $outbox, QueueStateInterface $queue)
    {
        $this->pending = $outbox->pending();
        $this->causes = $outbox->countByCause();
        $this->queue = $queue->getState();
    }

    /**
     * @inheritdoc
     */
    public function getPending(): int
    {
        return $this->pending['count'];
    }

    /**
     * @inheritdoc
     */
    public function getOldestAt(): ?string
    {
        return $this->pending['oldest_at'] === null ? null : Utc::iso($this->pending['oldest_at']);
    }

    /**
     * @inheritdoc
     */
    public function getDeadLettered(): int
    {
        return (int)array_sum($this->causes);
    }

    /**
     * @inheritdoc
     */
    public function getByCause(): array
    {
        $counts = [];
        foreach ($this->causes as $cause => $count) {
            $counts[] = new CauseCount((string)$cause, $count);
        }
        return $counts;
    }

    /**
     * @inheritdoc
     */
    public function getQueue(): string
    {
        return $this->queue;
    }
}
