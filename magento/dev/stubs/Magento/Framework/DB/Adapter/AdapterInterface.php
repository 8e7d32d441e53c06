<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\DB\Adapter;

use Magento\Framework\DB\Select;

interface AdapterInterface
{
    public const INSERT_ON_DUPLICATE = 1;
    public const INSERT_IGNORE = 2;

    /**
     * @return Select
     */
    public function select();

    /**
     * @param string $table
     * @param string[] $columns
     * @param array<int, array<int, mixed>> $data
     * @param int $strategy
     * @return int
     */
    public function insertArray($table, array $columns, array $data, $strategy = 0);

    /**
     * @param string $table
     * @param array<mixed> $data
     * @param string[] $fields
     * @return int
     */
    public function insertOnDuplicate($table, array $data, array $fields = []);

    /**
     * @param string $table
     * @param array<string, mixed> $bind
     * @param mixed $where
     * @return int
     */
    public function update($table, array $bind, $where = '');

    /**
     * @param string $table
     * @param mixed $where
     * @return int
     */
    public function delete($table, $where = '');

    /**
     * @param string|Select $sql
     * @param array<mixed> $bind
     * @return array<int, array<string, mixed>>
     */
    public function fetchAll($sql, $bind = []);

    /**
     * @param string|Select $sql
     * @param array<mixed> $bind
     * @return array<string, mixed>|false
     */
    public function fetchRow($sql, $bind = []);

    /**
     * @param string|Select $sql
     * @param array<mixed> $bind
     * @return array<int, string>
     */
    public function fetchCol($sql, $bind = []);

    /**
     * @param string|Select $sql
     * @param array<mixed> $bind
     * @return string|false|null
     */
    public function fetchOne($sql, $bind = []);

    /**
     * @param string $text
     * @param mixed $value
     * @return string
     */
    public function quoteInto($text, $value);

    /**
     * @param string $ident
     * @return string
     */
    public function quoteIdentifier($ident);

    /**
     * @param string $tableName
     * @return bool
     */
    public function isTableExists($tableName);

    /**
     * @param string $tableName
     * @param string $columnName
     * @return bool
     */
    public function tableColumnExists($tableName, $columnName);

    /**
     * @return $this
     */
    public function beginTransaction();

    /**
     * @return $this
     */
    public function commit();

    /**
     * @return $this
     */
    public function rollBack();
}
