<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Magento\Framework\App\Config\ReinitableConfigInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/**
 * Rows of core_config_data in the default scope, past the configuration cache. Changes take effect with refresh().
 */
class ConfigStore
{
    private const TABLE = 'core_config_data';

    /**
     * @param ResourceConnection $resource
     * @param ReinitableConfigInterface $config
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ReinitableConfigInterface $config
    ) {
    }

    /**
     * The stored value; null when there is no row.
     *
     * @param string $path
     * @return string|null
     */
    public function read(string $path): ?string
    {
        $connection = $this->connection();
        $select = $connection->select()->from($this->table(), ['value']);
        foreach ($this->where([$path]) as $condition => $value) {
            $select->where($condition, $value);
        }
        $value = $connection->fetchOne($select);
        return is_scalar($value) && $value !== false ? (string)$value : null;
    }

    /**
     * Stores values.
     *
     * @param array<string, string> $values by path
     * @return void
     */
    public function write(array $values): void
    {
        foreach ($values as $path => $value) {
            $this->connection()->insertOnDuplicate(
                $this->table(),
                [
                    'scope' => ScopeConfigInterface::SCOPE_TYPE_DEFAULT,
                    'scope_id' => 0,
                    'path' => $path,
                    'value' => $value,
                ],
                ['value']
            );
        }
    }

    /**
     * Removes rows.
     *
     * @param string[] $paths
     * @return void
     */
    public function remove(array $paths): void
    {
        $this->connection()->delete($this->table(), $this->where($paths));
    }

    /**
     * Removes a row if it holds this value; true for the one caller who did it.
     *
     * @param string $path
     * @param string $value
     * @return bool
     */
    public function removeIf(string $path, string $value): bool
    {
        return $this->connection()->delete($this->table(), $this->where([$path]) + ['value = ?' => $value]) === 1;
    }

    /**
     * Runs changes in one transaction.
     *
     * @param callable(): void $changes
     * @return void
     * @throws \Throwable whatever the changes throw, after the rollback
     */
    public function atomically(callable $changes): void
    {
        $connection = $this->connection();
        $connection->beginTransaction();
        try {
            $changes();
            $connection->commit();
        } catch (\Throwable $e) {
            $connection->rollBack();
            throw $e;
        }
    }

    /**
     * Lets everybody see the changes.
     *
     * @return void
     */
    public function refresh(): void
    {
        $this->config->reinit();
    }

    /**
     * Conditions for rows of the default scope.
     *
     * @param string[] $paths
     * @return array<string, mixed>
     */
    private function where(array $paths): array
    {
        return [
            'scope = ?' => ScopeConfigInterface::SCOPE_TYPE_DEFAULT,
            'scope_id = ?' => 0,
            'path IN (?)' => $paths,
        ];
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
        return $this->resource->getTableName(self::TABLE);
    }
}
