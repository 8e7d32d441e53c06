<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\ConfigPathsInterface;
use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use Magento\Store\Model\StoreManagerInterface;

/**
 * Reads a product in the store view of the request.
 */
class ProductReader
{
    private const MANAGE_STOCK = 'cataloginventory/item_options/manage_stock';
    private const PRICE_INCLUDES_TAX = 'tax/calculation/price_includes_tax';
    private const ATTRIBUTES = [
        'cost',
        'special_price',
        'special_from_date',
        'special_to_date',
        'tax_class_id',
    ];
    private const BARCODES = ['barcode', 'ean', 'gtin', 'upc'];

    /**
     * @param ProductRepositoryInterface $products
     * @param StoreManagerInterface $stores
     * @param ScopeConfigInterface $config
     * @param TimezoneInterface $timezone
     * @param RowReader $rows
     */
    public function __construct(
        private readonly ProductRepositoryInterface $products,
        private readonly StoreManagerInterface $stores,
        private readonly ScopeConfigInterface $config,
        private readonly TimezoneInterface $timezone,
        private readonly RowReader $rows
    ) {
    }

    /**
     * The product's values.
     *
     * @param int $id
     * @return ProductValues
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function read(int $id): ProductValues
    {
        $store = $this->stores->getStore();
        $storeId = (int)$store->getId();
        $product = $this->products->getById($id, false, $storeId, true);
        $websites = $this->rows->rows('catalog_product_website', ['product_id' => $id], 'website_id');
        return new ProductValues(
            $id,
            $this->data($product),
            array_values(array_map(static fn (array $row): int => (int)$row['website_id'], $websites)),
            $this->rows->row('cataloginventory_stock_item', ['product_id' => $id, 'stock_id' => 1]),
            $this->config->isSetFlag(self::MANAGE_STOCK, 'store', $storeId),
            $this->salable((string)$product->getSku()),
            (string)$store->getBaseCurrencyCode(),
            $this->config->isSetFlag(self::PRICE_INCLUDES_TAX, 'store', $storeId),
            $this->barcode($product),
            $this->timezone->date()->format('Y-m-d')
        );
    }

    /**
     * Values by code.
     *
     * @param ProductInterface $product
     * @return array<string, mixed>
     */
    private function data(ProductInterface $product): array
    {
        $data = [
            'sku' => $product->getSku(),
            'name' => $product->getName(),
            'type_id' => $product->getTypeId(),
            'price' => $product->getPrice(),
            'weight' => $product->getWeight(),
            'status' => $product->getStatus(),
            'created_at' => $product->getCreatedAt(),
            'updated_at' => $product->getUpdatedAt(),
        ];
        foreach (self::ATTRIBUTES as $code) {
            $data[$code] = $this->attribute($product, $code);
        }
        return $data;
    }

    /**
     * The value of an attribute; null when it has none.
     *
     * @param ProductInterface $product
     * @param string $code
     * @return mixed
     */
    private function attribute(ProductInterface $product, string $code)
    {
        $attribute = $product->getCustomAttribute($code);
        return $attribute === null ? null : $attribute->getValue();
    }

    /**
     * The first barcode attribute that is filled: the configured one, else the usual names.
     *
     * @param ProductInterface $product
     * @return string|null
     */
    private function barcode(ProductInterface $product): ?string
    {
        $configured = trim((string)$this->config->getValue(ConfigPathsInterface::BARCODE_ATTRIBUTE));
        foreach ($configured === '' ? self::BARCODES : [$configured] as $code) {
            $value = $this->attribute($product, $code);
            if (is_scalar($value) && trim((string)$value) !== '') {
                return trim((string)$value);
            }
        }
        return null;
    }

    /**
     * All enabled sources less what orders have reserved; null without multi-source inventory.
     *
     * @param string $sku
     * @return string|null
     */
    private function salable(string $sku): ?string
    {
        $quantity = $this->rows->sum(
            'inventory_source_item',
            'quantity',
            ['sku' => $sku, 'status' => 1, 'source_code' => $this->enabledSources()]
        );
        if ($quantity === null) {
            return null;
        }
        $reserved = $this->rows->sum('inventory_reservation', 'quantity', ['sku' => $sku]) ?? '0';
        return (string)Amount::number(Amount::ticks($quantity) + Amount::ticks($reserved));
    }

    /**
     * Codes of the enabled sources.
     *
     * @return string[]
     */
    private function enabledSources(): array
    {
        if ($this->rows->sum('inventory_source', 'enabled', ['enabled' => 1]) === null) {
            return ['default'];
        }
        return array_map(
            static fn (array $row): string => (string)$row['source_code'],
            $this->rows->rows('inventory_source', ['enabled' => 1])
        );
    }
}
