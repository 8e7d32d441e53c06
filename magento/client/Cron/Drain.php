<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Cron;

use Byte8\Client\Api\DrainInterface;
use Byte8\Client\Model\Outbox\QueueState;

/**
 * Each minute.
 */
class Drain
{
    private const SECONDS = 50;

    /**
     * @param DrainInterface $drain
     * @param QueueState $queue
     */
    public function __construct(
        private readonly DrainInterface $drain,
        private readonly QueueState $queue
    ) {
    }

    /**
     * Delivers what is due.
     *
     * @return void
     */
    public function execute(): void
    {
        $this->queue->cronSeen();
        $this->drain->run(self::SECONDS);
    }
}
