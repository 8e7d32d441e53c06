<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\DrainInterface;
use Byte8\Client\Model\Exception\NotConnected;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Client\Model\Outbox\QueueState;
use Byte8\Client\Model\Outbox\Row;
use Byte8\Client\Model\Outbox\StoreInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Api\RandomInterface;
use Psr\Log\LoggerInterface;

/**
 * Delivers what is due, oldest first, one row at a time.
 *
 * A row is claimed by one atomic UPDATE with a lease, so that two crons, or a cron and a consumer, share the work; one
 * that is killed leaves a row that is free again when the lease ends, and goes out again under the same key. The run
 * ends when nothing is due, the time is up, the ledger does not answer (one time-out a run, whatever waits) or refuses
 * the token.
 */
class Drain implements DrainInterface
{
    private const PAGE = 100;

    /** Longer than any request takes. */
    private const LEASE_SECONDS = 120;

    /** So many failures of the ledger in a row say that it is the ledger, not the rows. */
    private const FAILURES_IN_A_ROW = 3;

    /** @var int */
    private int $failures = 0;

    /** @var bool */
    private bool $stopped = false;

    /**
     * @param StoreInterface $store
     * @param ConnectionInterface $connection
     * @param Sender $sender
     * @param Settler $settler
     * @param Mirror $mirror
     * @param QueueState $queue
     * @param ClockInterface $clock
     * @param RandomInterface $random
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly StoreInterface $store,
        private readonly ConnectionInterface $connection,
        private readonly Sender $sender,
        private readonly Settler $settler,
        private readonly Mirror $mirror,
        private readonly QueueState $queue,
        private readonly ClockInterface $clock,
        private readonly RandomInterface $random,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function run(int $seconds): int
    {
        if (!$this->connection->isConnected() || !$this->queue->mayTry()) {
            return 0;
        }
        $tenant = $this->connection->getTenantId();
        $end = $this->clock->monotonic() + $seconds;
        $this->failures = 0;
        $this->stopped = false;
        $total = 0;
        do {
            // What was delivered may have freed a later row of the same entity, hence another pass.
            $delivered = $this->pass($tenant, $end);
            $total += $delivered;
        } while ($delivered > 0 && !$this->stopped);
        return $total;
    }

    /**
     * Goes through all due rows once.
     *
     * @param string $tenant
     * @param float $end when the time is up
     * @return int how many rows were delivered
     * @phpstan-impure
     */
    private function pass(string $tenant, float $end): int
    {
        $delivered = 0;
        $after = 0;
        do {
            $page = $this->store->due($tenant, $this->clock->now(), $after, self::PAGE);
            foreach ($page as $candidate) {
                $after = $candidate['id'];
                $this->stopped = $this->clock->monotonic() >= $end;
                if ($this->stopped) {
                    return $delivered;
                }
                $kind = $this->attempt($candidate, $tenant);
                $delivered += $kind === Verdict::DELIVERED ? 1 : 0;
                $this->stopped = $this->mustStop($kind);
                if ($this->stopped) {
                    return $delivered;
                }
            }
        } while (count($page) === self::PAGE);
        return $delivered;
    }

    /**
     * Tries one candidate; null when somebody else has it.
     *
     * @param array{id: int, event: string, magento_id: int} $candidate
     * @param string $tenant
     * @return string|null the verdict's kind
     */
    private function attempt(array $candidate, string $tenant): ?string
    {
        $token = $this->random->uuid();
        try {
            $row = $this->claim($candidate, $tenant, $token);
            if ($row === null) {
                return null;
            }
            $verdict = $this->sender->send($row->eventName, $row->key, $row->payload);
            $this->settle($row, $token, $verdict);
            return $verdict->kind;
        } catch (NotConnected $e) {
            // Disconnected in the middle of the run: the lease ends, the row stays as it is.
            return Verdict::PAUSE;
        } catch (\Throwable $e) {
            $this->logger->error('A row of the outbox could not be handled.', [
                'row' => $candidate['id'],
                'exception' => $e,
            ]);
            return null;
        }
    }

    /**
     * Takes the candidate, or for an upsert the newest row of the same entity, into which the older ones are merged.
     *
     * @param array{id: int, event: string, magento_id: int} $candidate
     * @param string $tenant
     * @param string $token
     * @return Row|null
     */
    private function claim(array $candidate, string $tenant, string $token): ?Row
    {
        $id = $candidate['id'];
        $upsert = Row::upserts($candidate['event']);
        if ($upsert) {
            $id = $this->store->newestUnsent($tenant, $candidate['event'], $candidate['magento_id']) ?? $id;
        }
        $now = $this->clock->now();
        $row = $this->store->claim($id, $token, $now, $now + self::LEASE_SECONDS);
        if ($row !== null && $upsert && $row->attempts === 0) {
            $this->store->absorb($row, $tenant, $now);
        }
        return $row;
    }

    /**
     * Writes what became of the row, the chip and the queue.
     *
     * @param Row $row
     * @param string $token
     * @param Verdict $verdict
     * @return void
     */
    private function settle(Row $row, string $token, Verdict $verdict): void
    {
        $now = $this->clock->now();
        $settlement = $this->settler->settle($row, $verdict, $now);
        $this->tellQueue($verdict);
        if (!$this->store->settle($row->id, $token, $settlement, $now)) {
            return;
        }
        if ($settlement->status === Row::DEAD_LETTERED) {
            $this->mirror->deliveryFailed($row->kind, $row->magentoId, (string)$settlement->cause);
            $this->logger->error('An event was given up.', [
                'row' => $row->id,
                'key' => $row->key,
                'cause' => $settlement->cause,
            ]);
        }
    }

    /**
     * Keeps the state that status pages show.
     *
     * @param Verdict $verdict
     * @return void
     */
    private function tellQueue(Verdict $verdict): void
    {
        $passing = $verdict->kind === Verdict::RETRY && $verdict->status !== null;
        $this->failures = $passing ? $this->failures + 1 : 0;
        if ($verdict->kind === Verdict::PAUSE) {
            $this->queue->paused($verdict->cause, $verdict->error);
        } elseif ($verdict->kind === Verdict::BREAK || $this->failures >= self::FAILURES_IN_A_ROW) {
            $this->queue->unreachable($verdict->cause, $verdict->error, $verdict->retryAfter);
        } elseif ($verdict->status !== null && $verdict->status < 500) {
            $this->queue->running();
        }
    }

    /**
     * Whether the others must wait too.
     *
     * @param string|null $kind
     * @return bool
     */
    private function mustStop(?string $kind): bool
    {
        return in_array($kind, [Verdict::PAUSE, Verdict::BREAK], true) || $this->failures >= self::FAILURES_IN_A_ROW;
    }
}
