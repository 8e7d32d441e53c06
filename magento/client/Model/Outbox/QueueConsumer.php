<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\DrainInterface;
use Psr\Log\LoggerInterface;

/**
 * Delivers as soon as a message says that something is due. Optional: the minute cron does the same.
 */
class QueueConsumer
{
    private const SECONDS = 20;

    /**
     * @param DrainInterface $drain
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly DrainInterface $drain,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Handles one message. A failure is not passed on, or the queue would deliver the message for ever.
     *
     * @param string $message
     * @return void
     */
    public function process(string $message): void
    {
        try {
            $this->drain->run(self::SECONDS);
        } catch (\Throwable $e) {
            $this->logger->error('The queue consumer could not deliver; cron will.', ['exception' => $e]);
        }
    }
}
