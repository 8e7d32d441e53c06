<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\FixedProductTaxInterface;
use Byte8\Client\Api\Canonical\Data\LineInterface;
use Byte8\Client\Model\Canonical\Data\FixedProductTax;
use Byte8\Client\Model\Canonical\Data\Line;
use Byte8\Core\Model\JsonText;

/**
 * Rows of invoices and credit memos, with what only the order's row knows.
 */
class LineMapper
{
    /**
     * All lines of a document.
     *
     * @param DocumentRows $rows
     * @return list<LineInterface>
     */
    public function map(DocumentRows $rows): array
    {
        $lines = [];
        foreach ($rows->items as $item) {
            $orderItemId = (int)($item['order_item_id'] ?? 0);
            $lines[] = $this->line($item, $rows->orderItems[$orderItemId] ?? []);
        }
        return $lines;
    }

    /**
     * One line.
     *
     * @param array<string, mixed> $item
     * @param array<string, mixed> $orderItem
     * @return LineInterface
     */
    private function line(array $item, array $orderItem): LineInterface
    {
        $subtotal = Amount::ticks($item['row_total'] ?? null);
        $tax = Amount::ticks($item['tax_amount'] ?? null);
        $discount = Amount::ticks($item['discount_amount'] ?? null);
        $orderItemId = (int)($item['order_item_id'] ?? 0);
        $parentId = (int)($orderItem['parent_item_id'] ?? 0);
        return new Line([
            'sku' => (string)($item['sku'] ?? ''),
            'name' => (string)($item['name'] ?? ''),
            'qty' => Amount::of($item['qty'] ?? null),
            'unit_price' => Amount::of($item['price'] ?? null),
            'line_subtotal' => Amount::number($subtotal),
            'line_tax' => Amount::number($tax),
            'line_total' => Amount::number($subtotal + $tax - $discount),
            'tax_rate' => $this->rate($subtotal, $tax, $orderItem),
            'tax_class' => null,
            'product_type' => AddressMapper::text($orderItem, 'product_type'),
            'order_item_id' => $orderItemId > 0 ? $orderItemId : null,
            'parent_item_id' => $parentId > 0 ? $parentId : null,
            'tax_percent' => Amount::orNull($orderItem['tax_percent'] ?? null),
            'discount_amount' => Amount::number($discount),
            'discount_tax_compensation_amount' => Amount::of($item['discount_tax_compensation_amount'] ?? null),
            'fixed_product_taxes' => $this->fixedTaxes($item),
        ]);
    }

    /**
     * The rate that Magento calculated with, not the quotient of rounded sums; null when the row bears no tax.
     *
     * @param int $subtotal
     * @param int $tax
     * @param array<string, mixed> $orderItem
     * @return float|null
     */
    private function rate(int $subtotal, int $tax, array $orderItem): ?float
    {
        if ($subtotal <= 0 || $tax <= 0) {
            return null;
        }
        $percent = Amount::ticks($orderItem['tax_percent'] ?? null);
        return $percent > 0 ? round($percent / 1000000, 6) : round($tax / $subtotal, 4);
    }

    /**
     * Fixed product taxes of a row; null when there are none.
     *
     * @param array<string, mixed> $item
     * @return list<FixedProductTaxInterface>|null
     */
    private function fixedTaxes(array $item): ?array
    {
        $taxes = [];
        foreach (JsonText::decode((string)($item['weee_tax_applied'] ?? '')) as $applied) {
            if (is_array($applied)) {
                $taxes[] = new FixedProductTax([
                    'title' => (string)($applied['title'] ?? ''),
                    'amount' => Amount::of($applied['amount'] ?? null),
                    'row_amount' => Amount::of($applied['row_amount'] ?? null),
                    'base_row_amount' => Amount::of($applied['base_row_amount'] ?? null),
                ]);
            }
        }
        return $taxes === [] ? null : $taxes;
    }
}
