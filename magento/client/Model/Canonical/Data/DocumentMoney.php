<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\DocumentMoneyInterface;

/**
 * What invoices and credit memos say of their money beyond the original fields.
 *
 * @phpstan-type Fields array{
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
abstract class DocumentMoney implements DocumentMoneyInterface
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
    public function getDiscountTaxCompensationAmount(): ?float
    {
        return $this->fields['discount_tax_compensation_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getShippingDiscountAmount(): ?float
    {
        return $this->fields['shipping_discount_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getShippingDiscountTaxCompensationAmount(): ?float
    {
        return $this->fields['shipping_discount_tax_compensation_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getFixedProductTaxAmount(): ?float
    {
        return $this->fields['fixed_product_tax_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getGiftCardAmount(): ?float
    {
        return $this->fields['gift_card_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getStoreCreditAmount(): ?float
    {
        return $this->fields['store_credit_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseCurrency(): ?string
    {
        return $this->fields['base_currency'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseSubtotal(): ?float
    {
        return $this->fields['base_subtotal'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseTaxAmount(): ?float
    {
        return $this->fields['base_tax_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseShippingAmount(): ?float
    {
        return $this->fields['base_shipping_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseShippingTaxAmount(): ?float
    {
        return $this->fields['base_shipping_tax_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseDiscountAmount(): ?float
    {
        return $this->fields['base_discount_amount'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getBaseGrandTotal(): ?float
    {
        return $this->fields['base_grand_total'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getPricesIncludeTax(): ?bool
    {
        return $this->fields['prices_include_tax'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCompany(): ?string
    {
        return $this->fields['company'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getVatId(): ?string
    {
        return $this->fields['vat_id'] ?? null;
    }
}
