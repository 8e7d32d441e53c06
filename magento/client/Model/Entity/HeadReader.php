<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\TablesInterface;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\DB\Select;

/**
 * Four tables, one shape.
 */
class HeadReader implements HeadReaderInterface
{
    private const TABLES = [
        EventsInterface::KIND_INVOICE => 'sales_invoice',
        EventsInterface::KIND_CREDITMEMO => 'sales_creditmemo',
        EventsInterface::KIND_CUSTOMER => 'customer_entity',
        EventsInterface::KIND_PRODUCT => 'catalog_product_entity',
    ];

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * @inheritdoc
     */
    public function get(string $kind, int $id): ?Head
    {
        $select = $this->select($kind)->where('e.entity_id = ?', $id);
        $row = $this->connection()->fetchRow($select);
        return is_array($row) && $row !== [] ? $this->head($kind, $row) : null;
    }

    /**
     * @inheritdoc
     */
    public function ids(string $kind, ?string $from, ?string $to, int $after, int $limit): array
    {
        $connection = $this->connection();
        $select = $connection->select()
            ->from(['e' => $this->table($kind)], ['entity_id'])
            ->where('e.entity_id > ?', $after)
            ->order('e.entity_id ' . Select::SQL_ASC)
            ->limit($limit);
        if ($from !== null) {
            $select->where('e.created_at >= ?', $from);
        }
        if ($to !== null) {
            $select->where('e.created_at < ?', $to);
        }
        return array_map('intval', $connection->fetchCol($select));
    }

    /**
     * @inheritdoc
     */
    public function missed(string $kind, string $since, int $after, int $limit): array
    {
        $connection = $this->connection();
        $known = $connection->select()
            ->from(['o' => $this->resource->getTableName(TablesInterface::OUTBOX)], ['one' => 'o.entity_id'])
            ->where('o.entity_type = ?', $kind)
            ->where('o.magento_id = e.entity_id')
            ->where('o.created_at >= e.updated_at');
        $select = $this->select($kind)
            ->where('e.updated_at >= ?', $since)
            ->where('e.entity_id > ?', $after)
            ->where('NOT EXISTS (' . $known->assemble() . ')')
            ->order('e.entity_id ' . Select::SQL_ASC)
            ->limit($limit);
        return array_map(fn (array $row): Head => $this->head($kind, $row), $connection->fetchAll($select));
    }

    /**
     * The columns of a kind.
     *
     * @param string $kind
     * @return Select
     */
    private function select(string $kind): Select
    {
        $select = $this->connection()->select();
        if ($kind === EventsInterface::KIND_PRODUCT) {
            return $select->from(['e' => $this->table($kind)], ['entity_id']);
        }
        if ($kind === EventsInterface::KIND_CUSTOMER) {
            return $select->from(['e' => $this->table($kind)], ['entity_id', 'website_id']);
        }
        return $select
            ->from(['e' => $this->table($kind)], ['entity_id', 'increment_id', 'state', 'store_id'])
            ->joinLeft(
                ['s' => $this->resource->getTableName('store')],
                's.store_id = e.store_id',
                ['website_id']
            );
    }

    /**
     * A row as an object.
     *
     * @param string $kind
     * @param array<string, mixed> $row
     * @return Head
     */
    private function head(string $kind, array $row): Head
    {
        return new Head(
            $kind,
            (int)$row['entity_id'],
            (int)($row['website_id'] ?? 0),
            (int)($row['store_id'] ?? 0),
            (string)($row['increment_id'] ?? ''),
            (int)($row['state'] ?? 0)
        );
    }

    /**
     * The table of a kind, with prefix.
     *
     * @param string $kind
     * @return string
     */
    private function table(string $kind): string
    {
        if (!isset(self::TABLES[$kind])) {
            throw new \InvalidArgumentException('Unknown kind: ' . $kind);
        }
        return $this->resource->getTableName(self::TABLES[$kind]);
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
