<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * What invoices and credit memos say of their money beyond the original fields.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface DocumentMoneyInterface
{
    /**
     * Part of grand_total that no other field shows.
     *
     * @return float|null
     */
    public function getDiscountTaxCompensationAmount(): ?float;

    /**
     * Share of the discount that fell on shipping, positive.
     *
     * @return float|null
     */
    public function getShippingDiscountAmount(): ?float;

    /**
     * As discount_tax_compensation_amount, for shipping.
     *
     * @return float|null
     */
    public function getShippingDiscountTaxCompensationAmount(): ?float;

    /**
     * Fixed product tax that is in grand_total but not in subtotal.
     *
     * @return float|null
     */
    public function getFixedProductTaxAmount(): ?float;

    /**
     * Paid by gift card; lowers grand_total (Adobe Commerce).
     *
     * @return float|null
     */
    public function getGiftCardAmount(): ?float;

    /**
     * Paid by store credit; lowers grand_total (Adobe Commerce).
     *
     * @return float|null
     */
    public function getStoreCreditAmount(): ?float;

    /**
     * Base currency.
     *
     * @return string|null
     */
    public function getBaseCurrency(): ?string;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseSubtotal(): ?float;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseTaxAmount(): ?float;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseShippingAmount(): ?float;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseShippingTaxAmount(): ?float;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseDiscountAmount(): ?float;

    /**
     * In base currency.
     *
     * @return float|null
     */
    public function getBaseGrandTotal(): ?float;

    /**
     * Whether the catalogue prices of this order included tax.
     *
     * @return bool|null
     */
    public function getPricesIncludeTax(): ?bool;

    /**
     * Company of the billing address.
     *
     * @return string|null
     */
    public function getCompany(): ?string;

    /**
     * VAT number of the buyer.
     *
     * @return string|null
     */
    public function getVatId(): ?string;
}
