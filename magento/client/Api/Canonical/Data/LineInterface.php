<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * A line of a document, in order currency. Rows of a parent and its children are all there.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface LineInterface
{
    /**
     * SKU.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Name; may hold HTML entities.
     *
     * @return string
     */
    public function getName(): string;

    /**
     * Quantity.
     *
     * @return float
     */
    public function getQty(): float;

    /**
     * Without tax, before discount.
     *
     * @return float
     */
    public function getUnitPrice(): float;

    /**
     * Row without tax, before discount.
     *
     * @return float
     */
    public function getLineSubtotal(): float;

    /**
     * Tax of the row.
     *
     * @return float
     */
    public function getLineTax(): float;

    /**
     * line_subtotal + line_tax - discount.
     *
     * @return float
     */
    public function getLineTotal(): float;

    /**
     * Ratio, as Magento calculated it (0.2); null when the row bears no tax.
     *
     * @return float|null
     */
    public function getTaxRate(): ?float;

    /**
     * Not known to Magento on a line; always null.
     *
     * @return string|null
     */
    public function getTaxClass(): ?string;

    /**
     * Product type.
     *
     * @return string|null
     */
    public function getProductType(): ?string;

    /**
     * Row of the order.
     *
     * @return int|null
     */
    public function getOrderItemId(): ?int;

    /**
     * Row of the order that this one is a child of.
     *
     * @return int|null
     */
    public function getParentItemId(): ?int;

    /**
     * Percent as on the order row, 0 as well.
     *
     * @return float|null
     */
    public function getTaxPercent(): ?float;

    /**
     * Discount of the row, positive.
     *
     * @return float|null
     */
    public function getDiscountAmount(): ?float;

    /**
     * What Magento adds to the row when prices include tax.
     *
     * @return float|null
     */
    public function getDiscountTaxCompensationAmount(): ?float;

    /**
     * Fixed product taxes of the row; null when there are none.
     *
     * @return \Byte8\Client\Api\Canonical\Data\FixedProductTaxInterface[]|null
     */
    public function getFixedProductTaxes(): ?array;
}
