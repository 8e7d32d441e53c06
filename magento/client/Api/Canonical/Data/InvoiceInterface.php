<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * An invoice, in order currency.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface InvoiceInterface extends DocumentMoneyInterface
{
    /**
     * Invoice id.
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
     * Order id.
     *
     * @return int
     */
    public function getOrderId(): int;

    /**
     * Order number.
     *
     * @return string
     */
    public function getOrderIncrementId(): string;

    /**
     * Website.
     *
     * @return int
     */
    public function getWebsiteId(): int;

    /**
     * Store view.
     *
     * @return int
     */
    public function getStoreId(): int;

    /**
     * Order currency.
     *
     * @return string
     */
    public function getCurrency(): string;

    /**
     * open, paid or cancelled.
     *
     * @return string
     */
    public function getState(): string;

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
     * Without tax, before discount.
     *
     * @return float
     */
    public function getSubtotal(): float;

    /**
     * With the tax on shipping.
     *
     * @return float
     */
    public function getTaxAmount(): float;

    /**
     * Without tax.
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
     * 0 or negative, with the discount on shipping.
     *
     * @return float
     */
    public function getDiscountAmount(): float;

    /**
     * Total.
     *
     * @return float
     */
    public function getGrandTotal(): float;

    /**
     * UTC.
     *
     * @return string
     */
    public function getCreatedAt(): string;

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
     * From the order; null for virtual ones.
     *
     * @return \Byte8\Client\Api\Canonical\Data\AddressInterface|null
     */
    public function getShippingAddress(): ?AddressInterface;

    /**
     * Purchase order number.
     *
     * @return string|null
     */
    public function getPoNumber(): ?string;

    /**
     * Order units for one base unit: order = base x rate.
     *
     * @return float|null
     */
    public function getBaseToOrderRate(): ?float;

    /**
     * When it was paid; null while it is open.
     *
     * @return string|null
     */
    public function getCapturedAt(): ?string;
}
