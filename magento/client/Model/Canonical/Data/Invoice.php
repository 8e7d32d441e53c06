<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\AddressInterface;
use Byte8\Client\Api\Canonical\Data\ContactInterface;
use Byte8\Client\Api\Canonical\Data\InvoiceInterface;
use Byte8\Client\Api\Canonical\Data\LineInterface;

/**
 * An invoice, in order currency.
 *
 * @phpstan-type Fields array{
 *     magento_id: int,
 *     increment_id: string,
 *     order_id: int,
 *     order_increment_id: string,
 *     website_id: int,
 *     store_id: int,
 *     currency: string,
 *     state: string,
 *     customer: ContactInterface,
 *     lines: list<LineInterface>,
 *     subtotal: float,
 *     tax_amount: float,
 *     shipping_amount: float,
 *     shipping_tax_amount: float,
 *     discount_amount: float,
 *     grand_total: float,
 *     created_at: string,
 *     payment_method?: string|null,
 *     billing_address?: AddressInterface|null,
 *     shipping_address?: AddressInterface|null,
 *     po_number?: string|null,
 *     base_to_order_rate?: float|null,
 *     captured_at?: string|null,
 *     discount_tax_compensation_amount?: float|null,
 *     shipping_discount_amount?: float|null,
 *     shipping_discount_tax_compensation_amount?: float|null,
 *     fixed_product_tax_amount?: float|null,
 *     gift_card_amount?: float|null,
 *     store_credit_amount?: float|null,
 *     base_currency?: string|null,
 *     base_subtotal?: float|null,
 *     base_tax_amount?: float|null,
 *     base_shipping_amount?: float|null,
 *     base_shipping_tax_amount?: float|null,
 *     base_discount_amount?: float|null,
 *     base_grand_total?: float|null,
 *     prices_include_tax?: bool|null,
 *     company?: string|null,
 *     vat_id?: string|null
 * }
 */
class Invoice extends DocumentMoney implements InvoiceInterface
{
    /**
     * @param array<string, mixed> $fields
     * @phpstan-param Fields $fields
     */
    public function __construct(private readonly array $fields)
    {
        parent::__construct($fields);
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
    public function getIncrementId(): string
    {
        return $this->fields['increment_id'];
    }

    /**
     * @inheritdoc
     */
    public function getOrderId(): int
    {
        return $this->fields['order_id'];
    }

    /**
     * @inheritdoc
     */
    public function getOrderIncrementId(): string
    {
        return $this->fields['order_increment_id'];
    }

    /**
     * @inheritdoc
     */
    public function getWebsiteId(): int
    {
        return $this->fields['website_id'];
    }

    /**
     * @inheritdoc
     */
    public function getStoreId(): int
    {
        return $this->fields['store_id'];
    }

    /**
     * @inheritdoc
     */
    public function getCurrency(): string
    {
        return $this->fields['currency'];
    }

    /**
     * @inheritdoc
     */
    public function getState(): string
    {
        return $this->fields['state'];
    }

    /**
     * @inheritdoc
     */
    public function getCustomer(): ContactInterface
    {
        return $this->fields['customer'];
    }

    /**
     * @inheritdoc
     */
    public function getLines(): array
    {
        return $this->fields['lines'];
    }

    /**
     * @inheritdoc
     */
    public function getSubtotal(): float
    {
        return $this->fields['subtotal'];
    }

    /**
     * @inheritdoc
     */
    public function getTaxAmount(): float
    {
        return $this->fields['tax_amount'];
    }

    /**
     * @inheritdoc
     */
    public function getShippingAmount(): float
    {
        return $this->fields['shipping_amount'];
    }

    /**
     * @inheritdoc
     */
    public function getShippingTaxAmount(): float
    {
        return $this->fields['shipping_tax_amount'];
    }

    /**
     * @inheritdoc
     */
    public function getDiscountAmount(): float
    {
        return $this->fields['discount_amount'];
    }

    /**
     * @inheritdoc
     */
    public function getGrandTotal(): float
    {
        return $this->fields['grand_total'];
    }

    /**
     * @inheritdoc
     */
    public function getCreatedAt(): string
    {
        return $this->fields['created_at'];
    }

    /**
     * @inheritdoc
     */
    public function getPaymentMethod(): ?string
    {
        return $this->fields['payment_method'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBillingAddress(): ?AddressInterface
    {
        return $this->fields['billing_address'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getShippingAddress(): ?AddressInterface
    {
        return $this->fields['shipping_address'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getPoNumber(): ?string
    {
        return $this->fields['po_number'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseToOrderRate(): ?float
    {
        return $this->fields['base_to_order_rate'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCapturedAt(): ?string
    {
        return $this->fields['captured_at'] ?? null;
    }
}
