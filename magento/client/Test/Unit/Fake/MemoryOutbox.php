<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\Event\Event;
use Byte8\Client\Model\Outbox\Row;
use Byte8\Client\Model\Outbox\Settlement;
use Byte8\Client\Model\Outbox\StoreInterface;

/**
 * The outbox's rules over an array.
 */
class MemoryOutbox implements StoreInterface
{
    /** @var array<int, array<string, mixed>> */
    public array $rows = [];

    public ?\Throwable $failure = null;

    /** @var (\Closure(): void)|null runs inside the next claim, as another process would between two statements */
    public ?\Closure $meanwhile = null;

    public function __construct(private readonly FixedClock $clock)
    {
    }

    public function insert(array $events, string $tenantId): void
    {
        if ($this->failure !== null) {
            throw $this->failure;
        }
        foreach ($events as $event) {
            if (!in_array($event->key, array_column($this->rows, 'key'), true)) {
                $this->add($event, $tenantId);
            }
        }
    }

    public function due(string $tenantId, int $now, int $afterId, int $limit): array
    {
        $found = [];
        foreach ($this->rows as $id => $row) {
            if ($id > $afterId && $this->isFree($row, $tenantId, $now) && !$this->isBlocked($id, $row, $now)) {
                $found[] = ['id' => $id, 'event' => $row['event'], 'magento_id' => $row['magento_id']];
            }
        }
        return array_slice($found, 0, $limit);
    }

    public function newestUnsent(string $tenantId, string $eventName, int $magentoId): ?int
    {
        foreach (array_reverse($this->rows, true) as $id => $row) {
            if ($row['event'] === $eventName && $row['magento_id'] === $magentoId && $row['attempts'] === 0
                && $row['until'] === null && $this->isFree($row, $tenantId, $this->clock->now())
            ) {
                return $id;
            }
        }
        return null;
    }

    public function claim(int $id, string $token, int $now, int $until): ?Row
    {
        if ($this->meanwhile !== null) {
            $meanwhile = $this->meanwhile;
            $this->meanwhile = null;
            $meanwhile();
        }
        $row = $this->rows[$id];
        if (!$this->isFree($row, $row['tenant'], $now)) {
            return null;
        }
        $this->rows[$id]['token'] = $token;
        $this->rows[$id]['until'] = $until;
        return $this->row($id);
    }

    public function absorb(Row $into, string $tenantId, int $now): int
    {
        $count = 0;
        foreach ($this->rows as $id => $row) {
            $same = $row['event'] === $into->eventName && $row['magento_id'] === $into->magentoId;
            $ready = $row['attempts'] > 0 || $row['next'] === null || $row['next'] <= $now;
            $free = $row['until'] === null || $row['until'] < $now;
            if ($id < $into->id && $same && $ready && $free && $row['status'] === Row::PENDING) {
                $this->rows[$id] = ['status' => Row::SUCCEEDED, 'cause' => 'in_' . $into->id] + $row;
                $count++;
            }
        }
        return $count;
    }

    public function settle(int $id, string $token, Settlement $settlement, int $now): bool
    {
        if ($this->rows[$id]['token'] !== $token) {
            return false;
        }
        $this->rows[$id] = [
            'status' => $settlement->status,
            'attempts' => $settlement->attempts,
            'code' => $settlement->statusCode,
            'next' => $settlement->nextAttemptAt,
            'error' => $settlement->error,
            'cause' => $settlement->cause,
            'token' => null,
            'until' => null,
        ] + $this->rows[$id];
        return true;
    }

    public function adoptTenant(string $tenantId): void
    {
        foreach ($this->rows as $id => $row) {
            if ($row['status'] === Row::PENDING && !in_array($row['tenant'], [$tenantId, ''], true)) {
                $this->rows[$id]['status'] = Row::PARKED;
            } elseif ($row['status'] === Row::PARKED && $row['tenant'] === $tenantId) {
                $this->rows[$id]['status'] = Row::PENDING;
            }
        }
    }

    /**
     * @return array<int, string>
     */
    public function statuses(): array
    {
        return array_map(static fn (array $row): string => $row['status'], $this->rows);
    }

    private function add(Event $event, string $tenantId): void
    {
        $this->rows[count($this->rows) + 1] = [
            'key' => $event->key,
            'event' => $event->name,
            'kind' => $event->kind,
            'magento_id' => $event->entityId,
            'tenant' => $tenantId,
            'body' => $event->body(),
            'status' => Row::PENDING,
            'attempts' => 0,
            'code' => null,
            'next' => $event->delay > 0 ? $this->clock->now() + $event->delay : null,
            'error' => null,
            'cause' => null,
            'token' => null,
            'until' => null,
        ];
    }

    /**
     * @param array<string, mixed> $row
     */
    private function isFree(array $row, string $tenantId, int $now): bool
    {
        return $row['status'] === Row::PENDING
            && in_array($row['tenant'], [$tenantId, ''], true)
            && ($row['next'] === null || $row['next'] <= $now)
            && ($row['until'] === null || $row['until'] < $now);
    }

    /**
     * @param array<string, mixed> $row
     */
    private function isBlocked(int $id, array $row, int $now): bool
    {
        foreach ($this->rows as $earlierId => $earlier) {
            $same = $earlier['kind'] === $row['kind'] && $earlier['magento_id'] === $row['magento_id'];
            $busy = $earlier['until'] !== null && $earlier['until'] >= $now;
            if ($earlierId < $id && $same && $earlier['status'] === Row::PENDING
                && (!Row::upserts($row['event']) || $busy)
            ) {
                return true;
            }
        }
        return false;
    }

    private function row(int $id): Row
    {
        $row = $this->rows[$id];
        return new Row(
            $id,
            $row['key'],
            $row['event'],
            $row['kind'],
            $row['magento_id'],
            $row['tenant'],
            $row['body'],
            $row['status'],
            $row['attempts'],
            $row['code'],
            null,
            (string)$row['error'],
            (string)$row['cause']
        );
    }
}
