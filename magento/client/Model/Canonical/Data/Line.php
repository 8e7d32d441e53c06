<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\FixedProductTaxInterface;
use Byte8\Client\Api\Canonical\Data\LineInterface;

/**
 * A line of a document, in order currency. Rows of a parent and its children are all there.
 *
 * @phpstan-type Fields array{
 *     sku: string,
 *     name: string,
 *     qty: float,
 *     unit_price: float,
 *     line_subtotal: float,
 *     line_tax: float,
 *     line_total: float,
 *     tax_rate?: float|null,
 *     tax_class?: string|null,
 *     product_type?: string|null,
 *     order_item_id?: int|null,
 *     parent_item_id?: int|null,
 *     tax_percent?: float|null,
 *     discount_amount?: float|null,
 *     discount_tax_compensation_amount?: float|null,
 *     fixed_product_taxes?: list<FixedProductTaxInterface>|null
 * }
 */
class Line implements LineInterface
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
    public function getQty(): float
    {
        return $this->fields['qty'];
    }

    /**
     * @inheritdoc
     */
    public function getUnitPrice(): float
    {
        return $this->fields['unit_price'];
    }

    /**
     * @inheritdoc
     */
    public function getLineSubtotal(): float
    {
        return $this->fields['line_subtotal'];
    }

    /**
     * @inheritdoc
     */
    public function getLineTax(): float
    {
        return $this->fields['line_tax'];
    }

    /**
     * @inheritdoc
     */
    public function getLineTotal(): float
    {
        return $this->fields['line_total'];
    }

    /**
     * @inheritdoc
     */
    public function getTaxRate(): ?float
    {
        return $this->fields['tax_rate'] ?? null;
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
    public function getProductType(): ?string
    {
        return $this->fields['product_type'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getOrderItemId(): ?int
    {
        return $this->fields['order_item_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getParentItemId(): ?int
    {
        return $this->fields['parent_item_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getTaxPercent(): ?float
    {
        return $this->fields['tax_percent'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getDiscountAmount(): ?float
    {
        return $this->fields['discount_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getDiscountTaxCompensationAmount(): ?float
    {
        return $this->fields['discount_tax_compensation_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getFixedProductTaxes(): ?array
    {
        return $this->fields['fixed_product_taxes'] ?? null;
    }
}
