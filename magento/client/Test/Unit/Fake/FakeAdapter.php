<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\DB\Select;

/**
 * Writes down every statement; answers reads from a list, in order.
 */
class FakeAdapter implements AdapterInterface
{
    /** @var string[] */
    public array $statements = [];

    /** @var array<int, mixed> answers to reads */
    public array $reads = [];

    /** @var array<int, int> numbers of rows that writes report; the last for ever */
    public array $affected = [1];

    public ?\Throwable $failure = null;

    public function select()
    {
        return new Select();
    }

    public function insertArray($table, array $columns, array $data, $strategy = 0)
    {
        return $this->write('INSERT' . ($strategy === self::INSERT_IGNORE ? ' IGNORE' : ''), $table, [$columns, $data]);
    }

    public function insertOnDuplicate($table, array $data, array $fields = [])
    {
        return $this->write('INSERT ON DUPLICATE', $table, [$data, $fields]);
    }

    public function update($table, array $bind, $where = '')
    {
        return $this->write('UPDATE', $table, [$bind, $where]);
    }

    public function delete($table, $where = '')
    {
        return $this->write('DELETE', $table, $where);
    }

    public function fetchAll($sql, $bind = [])
    {
        return (array)$this->read($sql, []);
    }

    public function fetchRow($sql, $bind = [])
    {
        $row = $this->read($sql, false);
        return is_array($row) ? $row : false;
    }

    public function fetchCol($sql, $bind = [])
    {
        return (array)$this->read($sql, []);
    }

    public function fetchOne($sql, $bind = [])
    {
        $value = $this->read($sql, false);
        return is_scalar($value) && $value !== false ? (string)$value : false;
    }

    public function quoteInto($text, $value)
    {
        return str_replace('?', "'" . (is_scalar($value) ? (string)$value : '') . "'", $text);
    }

    public function quoteIdentifier($ident)
    {
        return '`' . $ident . '`';
    }

    public function isTableExists($tableName)
    {
        return true;
    }

    public function tableColumnExists($tableName, $columnName)
    {
        return true;
    }

    public function beginTransaction()
    {
        $this->statements[] = 'BEGIN';
        return $this;
    }

    public function commit()
    {
        $this->statements[] = 'COMMIT';
        return $this;
    }

    public function rollBack()
    {
        $this->statements[] = 'ROLLBACK';
        return $this;
    }

    /**
     * @param mixed $what
     */
    private function write(string $word, string $table, $what): int
    {
        if ($this->failure !== null) {
            throw $this->failure;
        }
        $values = json_encode($what, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
        $this->statements[] = $word . ' ' . $table . ' ' . $values;
        return count($this->affected) > 1 ? (int)array_shift($this->affected) : $this->affected[0];
    }

    /**
     * @param string|Select $sql
     * @param mixed $default
     * @return mixed
     */
    private function read($sql, $default)
    {
        $this->statements[] = (string)$sql;
        return $this->reads === [] ? $default : array_shift($this->reads);
    }
}
