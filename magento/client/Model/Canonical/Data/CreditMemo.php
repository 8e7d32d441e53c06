<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\AddressInterface;
use Byte8\Client\Api\Canonical\Data\ContactInterface;
use Byte8\Client\Api\Canonical\Data\CreditMemoInterface;
use Byte8\Client\Api\Canonical\Data\LineInterface;

/**
 * A credit memo, in order currency, amounts positive.
 *
 * @phpstan-type Fields array{
 *     magento_id: int,
 *     increment_id: string,
 *     invoice_id?: int|null,
 *     invoice_increment_id?: string|null,
 *     website_id: int,
 *     currency: string,
 *     customer: ContactInterface,
 *     lines: list<LineInterface>,
 *     adjustment_positive: float,
 *     adjustment_negative: float,
 *     grand_total: float,
 *     shipping_amount: float,
 *     shipping_tax_amount: float,
 *     reason?: string|null,
 *     created_at: string,
 *     invoice_created_at?: string|null,
 *     base_to_order_rate?: float|null,
 *     order_id?: int|null,
 *     order_increment_id?: string|null,
 *     store_id?: int|null,
 *     state?: string|null,
 *     subtotal?: float|null,
 *     tax_amount?: float|null,
 *     discount_amount?: float|null,
 *     payment_method?: string|null,
 *     billing_address?: AddressInterface|null,
 *     shipping_address?: AddressInterface|null,
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
class CreditMemo extends DocumentMoney implements CreditMemoInterface
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
    public function getInvoiceId(): ?int
    {
        return $this->fields['invoice_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getInvoiceIncrementId(): ?string
    {
        return $this->fields['invoice_increment_id'] ?? null;
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
    public function getCurrency(): string
    {
        return $this->fields['currency'];
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
    public function getAdjustmentPositive(): float
    {
        return $this->fields['adjustment_positive'];
    }

    /**
     * @inheritdoc
     */
    public function getAdjustmentNegative(): float
    {
        return $this->fields['adjustment_negative'];
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
    public function getReason(): ?string
    {
        return $this->fields['reason'] ?? null;
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
    public function getInvoiceCreatedAt(): ?string
    {
        return $this->fields['invoice_created_at'] ?? null;
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
    public function getOrderId(): ?int
    {
        return $this->fields['order_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getOrderIncrementId(): ?string
    {
        return $this->fields['order_increment_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStoreId(): ?int
    {
        return $this->fields['store_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getState(): ?string
    {
        return $this->fields['state'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getSubtotal(): ?float
    {
        return $this->fields['subtotal'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getTaxAmount(): ?float
    {
        return $this->fields['tax_amount'] ?? null;
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
}
