<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Document;

use Magento\Framework\App\ResourceConnection;

/**
 * An order's invoices and credit memos, two small queries by index.
 */
class OrderDocuments
{
    private const TABLES = ['invoice' => 'sales_invoice', 'creditmemo' => 'sales_creditmemo'];

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * Increment ids by id, in the order of making.
     *
     * @param string $kind invoice or creditmemo
     * @param int $orderId
     * @return array<int, string>
     */
    public function get(string $kind, int $orderId): array
    {
        $connection = $this->resource->getConnection('sales');
        $select = $connection->select()
            ->from($this->resource->getTableName(self::TABLES[$kind], 'sales'), ['entity_id', 'increment_id'])
            ->where('order_id = ?', $orderId)
            ->order('entity_id');
        $documents = [];
        /** @var array<int, array{entity_id: string, increment_id: string|null}> $rows */
        $rows = $connection->fetchAll($select);
        foreach ($rows as $row) {
            $documents[(int)$row['entity_id']] = (string)$row['increment_id'];
        }
        return $documents;
    }
}
