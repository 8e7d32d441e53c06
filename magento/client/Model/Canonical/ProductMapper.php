<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\ProductInterface;
use Byte8\Client\Model\Canonical\Data\Product;
use Byte8\Core\Model\Utc;

/**
 * A product from its values.
 */
class ProductMapper
{
    private const ENABLED = 1;

    /**
     * The product.
     *
     * @param ProductValues $values
     * @return ProductInterface
     */
    public function map(ProductValues $values): ProductInterface
    {
        $data = $values->data;
        return new Product([
            'magento_id' => $values->id,
            'sku' => (string)($data['sku'] ?? ''),
            'name' => (string)($data['name'] ?? ''),
            'product_type' => (string)($data['type_id'] ?? ''),
            'price' => Amount::orNull($data['price'] ?? null),
            'special_price' => $this->specialPrice($values),
            'cost' => Amount::orNull($data['cost'] ?? null),
            'weight' => Amount::orNull($data['weight'] ?? null),
            'stock_qty' => Amount::orNull($values->stockItem['qty'] ?? null),
            'manage_stock' => $values->managesStock(),
            'tax_class' => AddressMapper::text($data, 'tax_class_id'),
            'website_ids' => $values->websiteIds,
            'created_at' => $this->time($data, 'created_at'),
            'updated_at' => $this->time($data, 'updated_at'),
            'status' => (int)($data['status'] ?? 0) === self::ENABLED ? 'enabled' : 'disabled',
            'currency' => $values->currency,
            'price_includes_tax' => $values->priceIncludesTax,
            'salable_qty' => Amount::orNull($values->salableQty),
            'barcode' => $values->barcode,
        ]);
    }

    /**
     * The special price on the days that it holds, in the store's own time zone.
     *
     * @param ProductValues $values
     * @return float|null
     */
    private function specialPrice(ProductValues $values): ?float
    {
        $from = substr((string)($values->data['special_from_date'] ?? ''), 0, 10);
        $to = substr((string)($values->data['special_to_date'] ?? ''), 0, 10);
        if (($from !== '' && $values->today < $from) || ($to !== '' && $values->today > $to)) {
            return null;
        }
        return Amount::orNull($values->data['special_price'] ?? null);
    }

    /**
     * A time of the wire; null when there is none.
     *
     * @param array<string, mixed> $data
     * @param string $name
     * @return string|null
     */
    private function time(array $data, string $name): ?string
    {
        $iso = Utc::isoOrEmpty((string)($data[$name] ?? ''));
        return $iso === '' ? null : $iso;
    }
}
