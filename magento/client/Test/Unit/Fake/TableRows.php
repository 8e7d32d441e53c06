<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\Canonical\RowReader;

/**
 * Tables in arrays.
 */
class TableRows extends RowReader
{
    /**
     * @param array<string, array<int, array<string, mixed>>> $tables
     */
    public function __construct(public array $tables)
    {
    }

    public function rows(string $table, array $where, ?string $order = null, int $limit = 0): array
    {
        $found = array_values(array_filter(
            $this->tables[$table] ?? [],
            static function (array $row) use ($where): bool {
                foreach ($where as $column => $value) {
                    if (!in_array((string)($row[$column] ?? ''), array_map('strval', (array)$value), true)) {
                        return false;
                    }
                }
                return true;
            }
        ));
        return $limit > 0 ? array_slice($found, 0, $limit) : $found;
    }

    public function sum(string $table, string $column, array $where): ?string
    {
        $values = array_column($this->rows($table, $where), $column);
        return $values === [] ? null : (string)array_sum(array_map('floatval', $values));
    }
}
