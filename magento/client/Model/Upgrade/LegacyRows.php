<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Upgrade;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\TablesInterface;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Client\Model\Outbox\Row;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\DB\Select;

/**
 * Rows that the original modules wrote. Before setup:upgrade the new columns are not there: what only asks, asks for
 * what it can.
 */
class LegacyRows
{
    private const KEYS = '^(invoice|creditmemo|customer|product)[.][a-z]+:([0-9]+)';
    private const BATCH = 500;

    /**
     * @param ResourceConnection $resource
     * @param Mirror $mirror
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Mirror $mirror
    ) {
    }

    /**
     * Rows of the outbox that do not name their entity.
     *
     * @return int
     */
    public function countUnnamed(): int
    {
        $connection = $this->connection();
        $table = $this->outbox();
        if (!$connection->isTableExists($table)) {
            return 0;
        }
        $select = $connection->select()
            ->from($table, ['number' => new \Zend_Db_Expr('COUNT(*)')])
            ->where('idempotency_key REGEXP ?', self::KEYS);
        if ($connection->tableColumnExists($table, 'entity_type')) {
            $select->where('entity_type = ?', '');
        }
        return (int)$connection->fetchOne($select);
    }

    /**
     * Entities that are shown pending although their event was given up: [kind, Magento id].
     *
     * @return array<int, array{string, int}>
     */
    public function stuckChips(): array
    {
        $connection = $this->connection();
        $mirror = $this->resource->getTableName(TablesInterface::SYNC_STATE);
        if (!$connection->isTableExists($this->outbox()) || !$connection->isTableExists($mirror)) {
            return [];
        }
        $stuck = [];
        $after = 0;
        do {
            $select = $connection->select()
                ->from($this->outbox(), ['entity_id', 'idempotency_key'])
                ->where('status = ?', Row::DEAD_LETTERED)
                ->where('entity_id > ?', $after)
                ->order('entity_id ' . Select::SQL_ASC)
                ->limit(self::BATCH);
            $rows = $connection->fetchAll($select);
            $idsByKind = [];
            foreach ($rows as $row) {
                $after = (int)$row['entity_id'];
                if (preg_match('/' . self::KEYS . '/', (string)$row['idempotency_key'], $m) === 1) {
                    $idsByKind[$m[1]][] = (int)$m[2];
                }
            }
            foreach ($idsByKind as $kind => $ids) {
                foreach ($this->pendingAmong($kind, $ids) as $id) {
                    $stuck[$kind . ':' . $id] = [$kind, $id];
                }
            }
        } while (count($rows) === self::BATCH);
        return array_values($stuck);
    }

    /**
     * Which of these entities are shown pending.
     *
     * @param string $kind
     * @param int[] $ids
     * @return int[]
     */
    private function pendingAmong(string $kind, array $ids): array
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->resource->getTableName(TablesInterface::SYNC_STATE), ['magento_id'])
            ->where('entity_type = ?', $kind)
            ->where('magento_id IN (?)', array_unique($ids))
            ->where('sync_status = ?', SyncStateInterface::PENDING);
        return array_map('intval', $connection->fetchCol($select));
    }

    /**
     * Notes entity and tenant in the rows that lack them.
     *
     * @param string $tenantId
     * @return void
     */
    public function name(string $tenantId): void
    {
        $this->connection()->update(
            $this->outbox(),
            [
                'entity_type' => new \Zend_Db_Expr("SUBSTRING_INDEX(event_name, '.', 1)"),
                'magento_id' => new \Zend_Db_Expr(
                    "CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(idempotency_key, ':', 2), ':', -1) AS UNSIGNED)"
                ),
                'tenant_id' => $tenantId,
            ],
            ['entity_type = ?' => '', 'idempotency_key REGEXP ?' => self::KEYS]
        );
    }

    /**
     * Shows what was given up as failed.
     *
     * @return void
     */
    public function failStuckChips(): void
    {
        foreach ($this->stuckChips() as [$kind, $id]) {
            $this->mirror->deliveryFailed($kind, $id, 'gave_up');
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
     * The outbox's name with prefix.
     *
     * @return string
     */
    private function outbox(): string
    {
        return $this->resource->getTableName(TablesInterface::OUTBOX);
    }
}
