<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Canonical;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/**
 * Small reads by key.
 */
class RowReader
{
    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * One row, or an empty array.
     *
     * @param string $table without prefix
     * @param array<string, mixed> $where column => value
     * @return array<string, mixed>
     */
    public function row(string $table, array $where): array
    {
        return $this->rows($table, $where, null, 1)[0] ?? [];
    }

    /**
     * Rows in the order of a column.
     *
     * @param string $table without prefix
     * @param array<string, mixed> $where column => value or list of values
     * @param string|null $order column, with " DESC" for descending
     * @param int $limit 0 means all
     * @return array<int, array<string, mixed>>
     */
    public function rows(string $table, array $where, ?string $order = null, int $limit = 0): array
    {
        $connection = $this->connection();
        $select = $connection->select()->from($this->resource->getTableName($table));
        foreach ($where as $column => $value) {
            $select->where($connection->quoteIdentifier($column) . ' IN (?)', $value);
        }
        if ($order !== null) {
            $select->order($order);
        }
        if ($limit > 0) {
            $select->limit($limit);
        }
        return $connection->fetchAll($select);
    }

    /**
     * Sum of a column; null when there is no row or no table.
     *
     * @param string $table without prefix
     * @param string $column
     * @param array<string, mixed> $where column => value or list of values
     * @return string|null
     */
    public function sum(string $table, string $column, array $where): ?string
    {
        $connection = $this->connection();
        $name = $this->resource->getTableName($table);
        if (!$connection->isTableExists($name)) {
            return null;
        }
        $sum = new \Zend_Db_Expr('SUM(' . $connection->quoteIdentifier($column) . ')');
        $select = $connection->select()->from($name, ['total' => $sum]);
        foreach ($where as $key => $value) {
            $select->where($connection->quoteIdentifier($key) . ' IN (?)', $value);
        }
        $total = $connection->fetchOne($select);
        return is_scalar($total) && $total !== false ? (string)$total : null;
    }

    /**
     * Rows under the values of a column.
     *
     * @param array<int, array<string, mixed>> $rows
     * @param string $column
     * @return array<int, array<string, mixed>>
     */
    public static function byId(array $rows, string $column): array
    {
        $indexed = [];
        foreach ($rows as $row) {
            $indexed[(int)$row[$column]] = $row;
        }
        return $indexed;
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
}
