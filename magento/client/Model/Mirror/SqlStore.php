<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\TablesInterface;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/**
 * The mirror in Magento's database. Rows are looked up without a lock and then changed by primary key: "insert or
 * update" on the unique key would lock the gap beside it, where other saves insert.
 */
class SqlStore implements StoreInterface
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * @inheritdoc
     */
    public function find(string $kind, int $magentoId, string $provider): ?array
    {
        return $this->findMany($kind, [$magentoId], $provider)[$magentoId] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function findMany(string $kind, array $magentoIds, string $provider): array
    {
        if ($magentoIds === []) {
            return [];
        }
        $connection = $this->connection();
        $select = $connection->select()
            ->from($this->table())
            ->where('entity_type = ?', $kind)
            ->where('magento_id IN (?)', $magentoIds)
            ->where('provider = ?', $provider);
        $found = [];
        foreach ($connection->fetchAll($select) as $row) {
            $found[(int)$row['magento_id']] = $row;
        }
        return $found;
    }

    /**
     * @inheritdoc
     */
    public function insert(array $values): bool
    {
        return $this->connection()->insertArray(
            $this->table(),
            array_keys($values),
            [array_values($values)],
            AdapterInterface::INSERT_IGNORE
        ) === 1;
    }

    /**
     * @inheritdoc
     */
    public function update(int $rowId, array $values, ?string $notAfter = null): void
    {
        $where = ['entity_id = ?' => $rowId];
        if ($notAfter !== null) {
            // A row of the original has no time of its outcome but, once there was one, the time of the last write.
            $where['last_outcome_at IS NULL OR last_outcome_at <= ?'] = $notAfter;
            $where["last_outcome_at IS NOT NULL OR sync_status = '" . SyncStateInterface::PENDING
                . "' OR last_sync_at <= ?"] = $notAfter;
        }
        $this->connection()->update($this->table(), $values, $where);
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
        return $this->resource->getTableName(TablesInterface::SYNC_STATE);
    }
}
