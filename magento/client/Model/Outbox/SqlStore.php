<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\TablesInterface;
use Byte8\Client\Model\Event\Event;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\JsonText;
use Byte8\Core\Model\Utc;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\DB\Select;

/**
 * The outbox in Magento's database.
 *
 * Rows are only ever appended by a save: an INSERT of fresh keys takes no lock that another save could wait for, which
 * "insert or update" on one row per entity would (two orders of one product would queue behind each other). What is
 * superseded is found when it is sent. Updates name rows by primary key, one a statement, for the same reason.
 */
class SqlStore implements StoreInterface
{
    /** Length of the column idempotency_key. */
    private const KEY_LENGTH = 128;

    /**
     * @param ResourceConnection $resource
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * @inheritdoc
     */
    public function insert(array $events, string $tenantId): void
    {
        if ($events === []) {
            return;
        }
        $rows = [];
        foreach ($events as $event) {
            $rows[] = $this->values($event, $tenantId);
        }
        $this->connection()->insertArray(
            $this->table(),
            array_keys($rows[0]),
            array_map('array_values', $rows),
            AdapterInterface::INSERT_IGNORE
        );
    }

    /**
     * @inheritdoc
     */
    public function due(string $tenantId, int $now, int $afterId, int $limit): array
    {
        $connection = $this->connection();
        $upserts = $connection->quoteInto('m.event_name LIKE ?', '%.upserted');
        $busy = $connection->quoteInto('e.claimed_until >= ?', Utc::sql($now));
        $earlier = $connection->select()
            ->from(['e' => $this->table()], ['one' => 'e.entity_id'])
            ->where('e.entity_type = m.entity_type')
            ->where('e.magento_id = m.magento_id')
            ->where('e.status = ?', Row::PENDING)
            ->where('e.tenant_id IN (?)', [$tenantId, ''])
            ->where('e.entity_id < m.entity_id')
            ->where('NOT (' . $upserts . ') OR ' . $busy);
        $select = $connection->select()
            ->from(['m' => $this->table()], ['entity_id', 'event_name', 'magento_id'])
            ->where('m.entity_id > ?', $afterId)
            ->where('m.status = ?', Row::PENDING)
            ->where('m.tenant_id IN (?)', [$tenantId, ''])
            ->where('m.next_attempt_at IS NULL OR m.next_attempt_at <= ?', Utc::sql($now))
            ->where('m.claimed_until IS NULL OR m.claimed_until < ?', Utc::sql($now))
            ->where('NOT EXISTS (' . $earlier->assemble() . ')')
            ->order('m.entity_id ' . Select::SQL_ASC)
            ->limit($limit);
        $found = [];
        foreach ($connection->fetchAll($select) as $row) {
            $found[] = [
                'id' => (int)$row['entity_id'],
                'event' => (string)$row['event_name'],
                'magento_id' => (int)$row['magento_id'],
            ];
        }
        return $found;
    }

    /**
     * @inheritdoc
     */
    public function newestUnsent(string $tenantId, string $eventName, int $magentoId): ?int
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table(), ['entity_id'])
            ->where('entity_type = ?', strstr($eventName, '.', true))
            ->where('magento_id = ?', $magentoId)
            ->where('event_name = ?', $eventName)
            ->where('status = ?', Row::PENDING)
            ->where('tenant_id IN (?)', [$tenantId, ''])
            ->where('attempts = 0')
            ->where('claimed_until IS NULL')
            ->where('next_attempt_at IS NULL OR next_attempt_at <= ?', Utc::sql($this->clock->now()))
            ->order('entity_id ' . Select::SQL_DESC)
            ->limit(1);
        $id = $connection->fetchOne($select);
        return $id ? (int)$id : null;
    }

    /**
     * @inheritdoc
     */
    public function claim(int $id, string $token, int $now, int $until): ?Row
    {
        $connection = $this->connection();
        $taken = $connection->update(
            $this->table(),
            ['claim_token' => $token, 'claimed_until' => Utc::sql($until)],
            [
                'entity_id = ?' => $id,
                'status = ?' => Row::PENDING,
                'next_attempt_at IS NULL OR next_attempt_at <= ?' => Utc::sql($now),
                'claimed_until IS NULL OR claimed_until < ?' => Utc::sql($now),
            ]
        );
        if ($taken !== 1) {
            return null;
        }
        $select = $connection->select()->from($this->table())->where('entity_id = ?', $id);
        $data = $connection->fetchRow($select);
        return is_array($data) && $data !== [] ? Row::fromData($data) : null;
    }

    /**
     * @inheritdoc
     */
    public function absorb(Row $into, string $tenantId, int $now): int
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table(), ['entity_id'])
            ->where('entity_type = ?', $into->kind)
            ->where('magento_id = ?', $into->magentoId)
            ->where('event_name = ?', $into->eventName)
            ->where('status = ?', Row::PENDING)
            ->where('tenant_id IN (?)', [$tenantId, ''])
            ->where('entity_id < ?', $into->id)
            ->where('attempts > 0 OR next_attempt_at IS NULL OR next_attempt_at <= ?', Utc::sql($now))
            ->where('claimed_until IS NULL OR claimed_until < ?', Utc::sql($now));
        $absorbed = 0;
        foreach ($connection->fetchCol($select) as $id) {
            $absorbed += $connection->update(
                $this->table(),
                [
                    'status' => Row::SUCCEEDED,
                    'cause' => 'in_' . $into->id,
                    'last_attempt_at' => Utc::sql($now),
                    'next_attempt_at' => null,
                ],
                [
                    'entity_id = ?' => (int)$id,
                    'status = ?' => Row::PENDING,
                    'claimed_until IS NULL OR claimed_until < ?' => Utc::sql($now),
                ]
            );
        }
        return $absorbed;
    }

    /**
     * @inheritdoc
     */
    public function settle(int $id, string $token, Settlement $settlement, int $now): bool
    {
        $changed = $this->connection()->update(
            $this->table(),
            [
                'status' => $settlement->status,
                'attempts' => $settlement->attempts,
                'last_status_code' => $settlement->statusCode,
                'last_attempt_at' => Utc::sql($now),
                'next_attempt_at' => $settlement->nextAttemptAt === null ? null : Utc::sql($settlement->nextAttemptAt),
                'last_error' => $settlement->error,
                'cause' => $settlement->cause,
                'claim_token' => null,
                'claimed_until' => null,
            ],
            ['entity_id = ?' => $id, 'claim_token = ?' => $token]
        );
        return $changed === 1;
    }

    /**
     * @inheritdoc
     */
    public function adoptTenant(string $tenantId): void
    {
        $connection = $this->connection();
        $connection->update(
            $this->table(),
            ['status' => Row::PARKED],
            ['status = ?' => Row::PENDING, 'tenant_id NOT IN (?)' => [$tenantId, '']]
        );
        $connection->update(
            $this->table(),
            ['status' => Row::PENDING],
            ['status = ?' => Row::PARKED, 'tenant_id = ?' => $tenantId]
        );
    }

    /**
     * The columns of a new row.
     *
     * @param Event $event
     * @param string $tenantId
     * @return array<string, mixed>
     */
    private function values(Event $event, string $tenantId): array
    {
        $due = $event->delay > 0 ? Utc::sql($this->clock->now() + $event->delay) : null;
        return [
            'idempotency_key' => JsonText::cut($event->key, self::KEY_LENGTH),
            'event_name' => $event->name,
            'payload' => $event->body(),
            'tenant_id' => $tenantId,
            'entity_type' => $event->kind,
            'magento_id' => $event->entityId,
            'status' => Row::PENDING,
            'next_attempt_at' => $due,
        ];
    }

    /**
     * The default connection, inside whatever transaction the caller has open.
     *
     * @return AdapterInterface
     */
    private function connection(): AdapterInterface
    {
        return $this->resource->getConnection();
    }

    /**
     * The table's name with prefix.
     *
     * @return string
     */
    private function table(): string
    {
        return $this->resource->getTableName(TablesInterface::OUTBOX);
    }
}
