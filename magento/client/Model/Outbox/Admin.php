<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Api\TablesInterface;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\DB\Select;

/**
 * The operators' statements. All work goes by primary key in small batches, so that no save waits for it.
 */
class Admin implements OutboxAdminInterface
{
    private const BATCH = 200;
    private const NO_CAUSE = 'unknown';

    /**
     * @param ResourceConnection $resource
     * @param ConnectionInterface $pairing
     * @param Mirror $mirror
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ConnectionInterface $pairing,
        private readonly Mirror $mirror,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * @inheritdoc
     */
    public function countDeadLetters(): int
    {
        return array_sum($this->countByCause());
    }

    /**
     * @inheritdoc
     */
    public function countByCause(): array
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table(), ['cause', 'last_status_code', 'number' => new \Zend_Db_Expr('COUNT(*)')])
            ->where('status = ?', Row::DEAD_LETTERED)
            ->group(['cause', 'last_status_code']);
        $causes = [];
        foreach ($connection->fetchAll($select) as $row) {
            $cause = (string)($row['cause'] ?? '');
            if ($cause === '') {
                // Rows of the original carry the status only.
                $cause = $row['last_status_code'] ? 'http_' . $row['last_status_code'] : self::NO_CAUSE;
            }
            $causes[$cause] = ($causes[$cause] ?? 0) + (int)$row['number'];
        }
        arsort($causes);
        return $causes;
    }

    /**
     * @inheritdoc
     */
    public function pending(): array
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table(), [
                'number' => new \Zend_Db_Expr('COUNT(*)'),
                'oldest' => new \Zend_Db_Expr('MIN(created_at)'),
            ])
            ->where('status = ?', Row::PENDING);
        $row = $connection->fetchRow($select);
        return [
            'count' => (int)($row['number'] ?? 0),
            'oldest_at' => Utc::parse(isset($row['oldest']) ? (string)$row['oldest'] : null),
        ];
    }

    /**
     * @inheritdoc
     */
    public function deadLetters(int $limit): array
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table())
            ->where('status = ?', Row::DEAD_LETTERED)
            ->order(['last_attempt_at ' . Select::SQL_DESC, 'entity_id ' . Select::SQL_DESC])
            ->limit(max(1, $limit));
        return array_map(static fn (array $row): Row => Row::fromData($row), $connection->fetchAll($select));
    }

    /**
     * @inheritdoc
     */
    public function requeue(int $rowId): string
    {
        $connection = $this->connection();
        $select = $connection->select()->from($this->table())->where('entity_id = ?', $rowId);
        $data = $connection->fetchRow($select);
        if (!is_array($data) || $data === []) {
            return 'missing';
        }
        $row = Row::fromData($data);
        if ($row->status === Row::DEAD_LETTERED && $this->isForeign($row)) {
            return 'other_tenant';
        }
        return $this->requeueRow($row) ? 'requeued' : 'not_dead';
    }

    /**
     * @inheritdoc
     */
    public function requeueAll(?string $cause = null, int $limit = 0): int
    {
        $connection = $this->connection();
        $done = 0;
        $after = 0;
        do {
            $batch = $limit > 0 ? min(self::BATCH, $limit - $done) : self::BATCH;
            $select = $connection->select()
                ->from($this->table())
                ->where('status = ?', Row::DEAD_LETTERED)
                ->where('entity_id > ?', $after)
                ->order('entity_id ' . Select::SQL_ASC)
                ->limit($batch);
            if ($cause !== null && $cause !== '') {
                $this->whereCause($select, $cause);
            }
            $rows = $connection->fetchAll($select);
            foreach ($rows as $data) {
                $after = (int)$data['entity_id'];
                $done += $this->requeueRow(Row::fromData($data)) ? 1 : 0;
            }
        } while (count($rows) === $batch && ($limit === 0 || $done < $limit));
        return $done;
    }

    /**
     * @inheritdoc
     */
    public function cleanup(int $days, bool $dryRun = false): int
    {
        if ($days < 1) {
            throw new \InvalidArgumentException('Days must be at least 1.');
        }
        $connection = $this->connection();
        $before = Utc::sql($this->clock->now() - $days * 86400);
        $removed = 0;
        $after = 0;
        do {
            $select = $connection->select()
                ->from($this->table(), ['entity_id'])
                ->where('status = ?', Row::SUCCEEDED)
                ->where('COALESCE(last_attempt_at, created_at) < ?', $before)
                ->where('entity_id > ?', $after)
                ->order('entity_id ' . Select::SQL_ASC)
                ->limit(self::BATCH);
            $ids = array_map('intval', $connection->fetchCol($select));
            if ($ids === []) {
                break;
            }
            $after = (int)max($ids);
            $removed += $dryRun ? count($ids) : $connection->delete(
                $this->table(),
                ['entity_id IN (?)' => $ids, 'status = ?' => Row::SUCCEEDED]
            );
        } while (count($ids) === self::BATCH);
        return $removed;
    }

    /**
     * Back to pending under the same key, and the chip with it.
     *
     * @param Row $row
     * @return bool false when it is no dead letter any more, or another tenant's
     */
    private function requeueRow(Row $row): bool
    {
        if ($this->isForeign($row)) {
            return false;
        }
        $changed = $this->connection()->update(
            $this->table(),
            ['status' => Row::PENDING, 'attempts' => 0, 'next_attempt_at' => null, 'cause' => null],
            ['entity_id = ?' => $row->id, 'status = ?' => Row::DEAD_LETTERED]
        );
        if ($changed !== 1) {
            return false;
        }
        if ($row->kind !== '' && $row->magentoId > 0) {
            $this->mirror->sentAgain($row->kind, $row->magentoId);
        }
        return true;
    }

    /**
     * Whether the row belongs to another tenant than the one this store is paired with.
     *
     * @param Row $row
     * @return bool
     */
    private function isForeign(Row $row): bool
    {
        $tenant = $this->pairing->getTenantId();
        return $tenant !== '' && $row->tenantId !== '' && $row->tenantId !== $tenant;
    }

    /**
     * Narrows to a cause, as countByCause() names it.
     *
     * @param Select $select
     * @param string $cause
     * @return void
     */
    private function whereCause(Select $select, string $cause): void
    {
        if (preg_match('/^http_(\d{3})$/', $cause, $m) === 1) {
            $own = $this->connection()->quoteInto('cause = ?', $cause);
            $select->where($own . ' OR (cause IS NULL AND last_status_code = ?)', (int)$m[1]);
        } elseif ($cause === self::NO_CAUSE) {
            $select->where('cause IS NULL AND last_status_code IS NULL');
        } else {
            $select->where('cause = ?', $cause);
        }
    }

    /**
     * The default connection.
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
