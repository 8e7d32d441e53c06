<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\ProductInterface;

/**
 * A product, as seen in the store view of the request.
 *
 * @phpstan-type Fields array{
 *     magento_id: int,
 *     sku: string,
 *     name: string,
 *     product_type: string,
 *     price?: float|null,
 *     special_price?: float|null,
 *     cost?: float|null,
 *     weight?: float|null,
 *     stock_qty?: float|null,
 *     manage_stock: bool,
 *     tax_class?: string|null,
 *     website_ids: list<int>,
 *     created_at?: string|null,
 *     updated_at?: string|null,
 *     status?: string|null,
 *     currency?: string|null,
 *     price_includes_tax?: bool|null,
 *     salable_qty?: float|null,
 *     barcode?: string|null
 * }
 */
class Product implements ProductInterface
{
    /**
     * @param array<string, mixed> $fields
     * @phpstan-param Fields $fields
     */
    public function __construct(private readonly array $fields)
    {
    }

    /**
     * @inheritdoc
     */
    public function getMagentoId(): int
    {
        return $this->fields['magento_id'];
    }

    /**
     * @inheritdoc
     */
    public function getSku(): string
    {
        return $this->fields['sku'];
    }

    /**
     * @inheritdoc
     */
    public function getName(): string
    {
        return $this->fields['name'];
    }

    /**
     * @inheritdoc
     */
    public function getProductType(): string
    {
        return $this->fields['product_type'];
    }

    /**
     * @inheritdoc
     */
    public function getPrice(): ?float
    {
        return $this->fields['price'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getSpecialPrice(): ?float
    {
        return $this->fields['special_price'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCost(): ?float
    {
        return $this->fields['cost'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getWeight(): ?float
    {
        return $this->fields['weight'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStockQty(): ?float
    {
        return $this->fields['stock_qty'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getManageStock(): bool
    {
        return $this->fields['manage_stock'];
    }

    /**
     * @inheritdoc
     */
    public function getTaxClass(): ?string
    {
        return $this->fields['tax_class'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getWebsiteIds(): array
    {
        return $this->fields['website_ids'];
    }

    /**
     * @inheritdoc
     */
    public function getCreatedAt(): ?string
    {
        return $this->fields['created_at'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getUpdatedAt(): ?string
    {
        return $this->fields['updated_at'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStatus(): ?string
    {
        return $this->fields['status'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCurrency(): ?string
    {
        return $this->fields['currency'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getPriceIncludesTax(): ?bool
    {
        return $this->fields['price_includes_tax'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getSalableQty(): ?float
    {
        return $this->fields['salable_qty'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBarcode(): ?string
    {
        return $this->fields['barcode'] ?? null;
    }
}
