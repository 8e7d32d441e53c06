<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * A credit memo, in order currency, amounts positive.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface CreditMemoInterface extends DocumentMoneyInterface
{
    /**
     * Credit memo id.
     *
     * @return int
     */
    public function getMagentoId(): int;

    /**
     * Number people see.
     *
     * @return string
     */
    public function getIncrementId(): string;

    /**
     * Invoice it refunds; null when made from the order.
     *
     * @return int|null
     */
    public function getInvoiceId(): ?int;

    /**
     * Number of that invoice.
     *
     * @return string|null
     */
    public function getInvoiceIncrementId(): ?string;

    /**
     * Website.
     *
     * @return int
     */
    public function getWebsiteId(): int;

    /**
     * Order currency.
     *
     * @return string
     */
    public function getCurrency(): string;

    /**
     * The buyer.
     *
     * @return \Byte8\Client\Api\Canonical\Data\ContactInterface
     */
    public function getCustomer(): ContactInterface;

    /**
     * Lines; may be empty.
     *
     * @return \Byte8\Client\Api\Canonical\Data\LineInterface[]
     */
    public function getLines(): array;

    /**
     * Extra refund.
     *
     * @return float
     */
    public function getAdjustmentPositive(): float;

    /**
     * Refund fee, positive, lowers the total.
     *
     * @return float
     */
    public function getAdjustmentNegative(): float;

    /**
     * Total.
     *
     * @return float
     */
    public function getGrandTotal(): float;

    /**
     * Without tax, before discount.
     *
     * @return float
     */
    public function getShippingAmount(): float;

    /**
     * Tax on shipping.
     *
     * @return float
     */
    public function getShippingTaxAmount(): float;

    /**
     * First comment that the customer may see.
     *
     * @return string|null
     */
    public function getReason(): ?string;

    /**
     * UTC.
     *
     * @return string
     */
    public function getCreatedAt(): string;

    /**
     * Date of that invoice.
     *
     * @return string|null
     */
    public function getInvoiceCreatedAt(): ?string;

    /**
     * Order units for one base unit.
     *
     * @return float|null
     */
    public function getBaseToOrderRate(): ?float;

    /**
     * Order id.
     *
     * @return int|null
     */
    public function getOrderId(): ?int;

    /**
     * Order number.
     *
     * @return string|null
     */
    public function getOrderIncrementId(): ?string;

    /**
     * Store view.
     *
     * @return int|null
     */
    public function getStoreId(): ?int;

    /**
     * open, refunded or cancelled.
     *
     * @return string|null
     */
    public function getState(): ?string;

    /**
     * Without tax, before discount.
     *
     * @return float|null
     */
    public function getSubtotal(): ?float;

    /**
     * With the tax on shipping.
     *
     * @return float|null
     */
    public function getTaxAmount(): ?float;

    /**
     * 0 or negative, with the discount on shipping.
     *
     * @return float|null
     */
    public function getDiscountAmount(): ?float;

    /**
     * Code of the method.
     *
     * @return string|null
     */
    public function getPaymentMethod(): ?string;

    /**
     * From the order.
     *
     * @return \Byte8\Client\Api\Canonical\Data\AddressInterface|null
     */
    public function getBillingAddress(): ?AddressInterface;

    /**
     * From the order.
     *
     * @return \Byte8\Client\Api\Canonical\Data\AddressInterface|null
     */
    public function getShippingAddress(): ?AddressInterface;
}
