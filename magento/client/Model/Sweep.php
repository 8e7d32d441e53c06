<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Model\Entity\HeadReaderInterface;
use Byte8\Client\Model\Event\EventsOfEntity;
use Byte8\Client\Model\Outbox\StoreInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\FlagManager;

/**
 * Finds what no observer saw: direct SQL, imports of customers, other people's code. Each night, what changed since
 * the last sweep and has no outbox row as new. The cursor overlaps by an hour for transactions that were long.
 */
class Sweep
{
    private const FLAG = 'byte8_sweep_cursor';
    private const PAGE = 500;
    private const OVERLAP_SECONDS = 3600;

    /**
     * @param HeadReaderInterface $heads
     * @param EventsOfEntity $eventsOf
     * @param StoreInterface $store
     * @param ConnectionInterface $connection
     * @param FlagManager $flags
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly HeadReaderInterface $heads,
        private readonly EventsOfEntity $eventsOf,
        private readonly StoreInterface $store,
        private readonly ConnectionInterface $connection,
        private readonly FlagManager $flags,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * Sweeps all kinds; a kind whose page fails keeps its cursor.
     *
     * @return int how many events were stored
     */
    public function run(): int
    {
        $begun = $this->clock->now();
        $cursors = $this->flags->getFlagData(self::FLAG);
        $cursors = is_array($cursors) ? $cursors : [];
        $stored = 0;
        foreach (EventsInterface::KINDS as $kind) {
            // The first run only remembers where to begin: history is the backfill's.
            if (isset($cursors[$kind])) {
                $stored += $this->kind($kind, (int)$cursors[$kind] - self::OVERLAP_SECONDS);
            }
            $cursors[$kind] = $begun;
            $this->flags->saveFlag(self::FLAG, $cursors);
        }
        return $stored;
    }

    /**
     * Sweeps one kind, a page at a time.
     *
     * @param string $kind
     * @param int $since
     * @return int
     */
    private function kind(string $kind, int $since): int
    {
        $stored = 0;
        $after = 0;
        do {
            $heads = $this->heads->missed($kind, Utc::sql($since), $after, self::PAGE);
            $events = [];
            foreach ($heads as $head) {
                $after = $head->id;
                foreach ($this->eventsOf->of($head) as $event) {
                    $events[] = $event;
                }
            }
            $this->store->insert($events, $this->connection->getTenantId());
            $stored += count($events);
        } while (count($heads) === self::PAGE);
        return $stored;
    }
}
