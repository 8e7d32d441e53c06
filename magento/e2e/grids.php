<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

/*
 * The status column on a real Magento: F108, F109, B029, E-06, E-07. Leaves its documents in the shop.
 */

use Byte8\Client\Api\SyncStateUpsertInterface;
use Byte8\E2e\Check;
use Byte8\E2e\Shop;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\View\Element\UiComponent\DataProvider\CollectionFactory;

require __DIR__ . '/bootstrap.php';
$objects = \Byte8\E2e\services();
$check = new Check();
$shop = new Shop($objects);
$shop->product('BYTE8-GRID', 10.0);
$resource = $objects->get(ResourceConnection::class);
$mirror = $resource->getTableName('byte8_entity_sync_state');
$invoices = [];
$orders = [];
foreach (['synced', 'skipped', 'failed', 'pending', 'none'] as $status) {
    $orders[$status] = $shop->order('BYTE8-GRID', 1);
    $id = $invoices[$status] = $shop->invoice($orders[$status]);
    $where = ['entity_type = ?' => 'invoice', 'magento_id = ?' => $id];
    $resource->getConnection()->delete($mirror, $where);
    if ($status !== 'none') {
        $resource->getConnection()->insert($mirror, [
            'entity_type' => 'invoice', 'magento_id' => $id, 'provider' => 'sage_accounting',
            'sync_status' => $status, 'provider_reference' => $status === 'synced' ? '<b>SI-27</b>' : null,
        ]);
    }
}
$grid = static fn (string $name) => $objects->get(CollectionFactory::class)->getReport($name . '_data_source');
$mine = array_values($invoices);
$ids = static function ($collection): array {
    $found = array_map(static fn ($row): int => (int)$row->getData('entity_id'), array_values($collection->getItems()));
    sort($found);
    return $found;
};

foreach ($invoices as $status => $id) {
    $check->that("invoices filtered by $status are those and no others", function () use ($grid, $status, $id, $mine, $ids) {
        $rows = $grid('sales_order_invoice_grid')->addFieldToFilter('byte8_sync_status', ['eq' => $status])
            ->addFieldToFilter('entity_id', ['in' => $mine]);
        return Check::same([$id], $ids($rows)) === true ? Check::same(1, $rows->getSize()) : $ids($rows);
    });
    $check->that("orders filtered by $status are those and no others", function () use ($grid, $status, $orders, $ids) {
        $rows = $grid('sales_order_grid')->addFieldToFilter('byte8_sync_status', ['eq' => $status])
            ->addFieldToFilter('entity_id', ['in' => array_values($orders)]);
        return Check::same([$orders[$status]], $ids($rows));
    });
}
foreach (['sales_order_invoice_grid', 'sales_order_creditmemo_grid', 'sales_order_grid', 'sales_order_view_invoice_grid'] as $name) {
    $check->that("$name sorts by the column both ways", function () use ($grid, $name) {
        foreach (['ASC', 'DESC'] as $direction) {
            $seen = [];
            foreach ($grid($name)->setOrder('byte8_sync_status', $direction) as $row) {
                $seen[] = $row->getData('byte8_sync_status');
            }
            $sorted = $seen;
            $direction === 'ASC' ? sort($sorted) : rsort($sorted);
            if ($seen !== $sorted) {
                return $seen;
            }
        }
        return true;
    });
    $check->that("$name: a selection by entity_id, created_at and increment_id is not ambiguous", function () use ($grid, $name) {
        $rows = $grid($name)->addFieldToFilter('entity_id', ['in' => [1, 2, 3]])
            ->addFieldToFilter('created_at', ['gteq' => '2001-01-01 00:00:00'])
            ->addFieldToFilter('increment_id', ['like' => '%']);
        return is_array($rows->getAllIds()) && $rows->getSize() >= 0 && is_array($rows->getItems());
    });
    $check->that("$name: one query for the rows, however many", function () use ($grid, $name, $resource) {
        $profiler = $resource->getConnection()->getProfiler();
        $rows = $grid($name)->setPageSize(200);
        $profiler->setEnabled(true);
        $before = $profiler->getTotalNumQueries();
        $rows->load();
        $queries = $profiler->getTotalNumQueries() - $before;
        $profiler->setEnabled(false);
        return Check::same(1, $queries);
    });
}
$check->that('the order takes the worst of its documents', function () use ($shop, $grid, $resource, $mirror, $orders) {
    $memo = $shop->refund($orders['synced']);
    $resource->getConnection()->update(
        $mirror,
        ['sync_status' => 'failed'],
        ['entity_type = ?' => 'creditmemo', 'magento_id = ?' => $memo]
    );
    $row = $grid('sales_order_grid')->addFieldToFilter('entity_id', ['eq' => $orders['synced']])->getFirstItem();
    return Check::same('failed', $row->getData('byte8_sync_status'));
});
$check->that('the filter uses the unique key of the mirror', function () use ($grid, $resource) {
    $rows = $grid('sales_order_invoice_grid')->setPageSize(20);
    $plan = $resource->getConnection()->fetchAll('EXPLAIN ' . $rows->getSelect());
    $types = array_column($plan, 'type', 'table');
    return in_array('eq_ref', $types, true) || in_array('ref', $types, true) || in_array('const', $types, true)
        || $types;
});
$check->end();
