<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\QueueStateInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\SageAccounting\Model\Provider;

/**
 * Notices that Magento's cron sleeps: then nothing is ever sent, whatever the ledger says.
 */
class CronWatch
{
    /** The minute cron is late by so much when something is wrong; a busy run holds it up by less. */
    public const ASLEEP_AFTER_SECONDS = 240;

    /**
     * @param QueueStateInterface $queue
     * @param ConnectionInterface $connection
     * @param ClockInterface $clock
     * @param RelativeTime $relativeTime
     */
    public function __construct(
        private readonly QueueStateInterface $queue,
        private readonly ConnectionInterface $connection,
        private readonly ClockInterface $clock,
        private readonly RelativeTime $relativeTime
    ) {
    }

    /**
     * Whether it sleeps; of no interest before a pairing.
     *
     * @return bool
     */
    public function isAsleep(): bool
    {
        if (!$this->connection->isConnected()) {
            return false;
        }
        $seen = $this->queue->getCronSeenAt();
        return $seen === null || $this->clock->now() - $seen > self::ASLEEP_AFTER_SECONDS;
    }

    /**
     * For people; empty while it is awake.
     *
     * @return string
     */
    public function getText(): string
    {
        if (!$this->isAsleep()) {
            return '';
        }
        $seen = $this->queue->getCronSeenAt();
        return $seen === null
            ? (string)__(
                'Magento\'s cron has never run for Byte8: nothing is sent. Run %1 on the server.',
                Provider::COMMAND_CRON
            )
            : (string)__(
                'Magento\'s cron last ran %1: nothing is sent. Run %2 on the server.',
                $this->relativeTime->ago($seen),
                Provider::COMMAND_CRON
            );
    }
}
