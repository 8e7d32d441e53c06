<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Document;

use Byte8\Client\Api\TablesInterface;
use Byte8\SageAccounting\Model\Chip;
use Byte8\SageAccounting\Model\Provider;
use Magento\Framework\App\ResourceConnection;

/**
 * A customer's documents by currency and state: Sage keeps one contact for each currency.
 */
class CustomerCurrencies
{
    private const TABLES = ['invoice' => 'sales_invoice', 'creditmemo' => 'sales_creditmemo'];

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * Counts as currency => status => number, currencies in alphabetical order. Two grouped queries.
     *
     * @param int $customerId
     * @return array<string, array<string, int>>
     */
    public function count(int $customerId): array
    {
        $counts = [];
        foreach (self::TABLES as $kind => $table) {
            foreach ($this->rows($customerId, $kind, $table) as $row) {
                [$currency, $status, $number] = [(string)$row['currency'], (string)$row['status'], (int)$row['number']];
                $counts[$currency][$status] = ($counts[$currency][$status] ?? 0) + $number;
            }
        }
        ksort($counts);
        return $counts;
    }

    /**
     * One kind's counts.
     *
     * @param int $customerId
     * @param string $kind
     * @param string $table
     * @return array<int, array{currency: string|null, status: string, number: string|int}>
     */
    private function rows(int $customerId, string $kind, string $table): array
    {
        $connection = $this->resource->getConnection('sales');
        $status = new \Zend_Db_Expr(sprintf("COALESCE(state.sync_status, '%s')", Chip::NONE));
        $onState = implode(' AND ', [
            'state.magento_id = document.entity_id',
            $connection->quoteInto('state.entity_type = ?', $kind),
            $connection->quoteInto('state.provider = ?', Provider::CODE),
        ]);
        $select = $connection->select()
            ->from(['orders' => $this->resource->getTableName('sales_order', 'sales')], [])
            ->join(
                ['document' => $this->resource->getTableName($table, 'sales')],
                'document.order_id = orders.entity_id',
                [
                    'currency' => 'document.order_currency_code',
                    'status' => $status,
                    'number' => new \Zend_Db_Expr('COUNT(*)'),
                ]
            )
            ->joinLeft(['state' => $this->resource->getTableName(TablesInterface::SYNC_STATE)], $onState, [])
            ->where('orders.customer_id = ?', $customerId)
            ->group(['document.order_currency_code', $status]);
        /** @var array<int, array{currency: string|null, status: string, number: string|int}> $rows */
        $rows = $connection->fetchAll($select);
        return $rows;
    }
}
