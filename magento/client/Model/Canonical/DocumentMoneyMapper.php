<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

/**
 * What the original fields leave to be guessed, read from the header's other columns. With these,
 *
 * grand_total = subtotal + tax_amount + shipping_amount + discount_amount + discount_tax_compensation_amount
 *   + shipping_discount_tax_compensation_amount + fixed_product_tax_amount - gift_card_amount - store_credit_amount
 *   (+ adjustment_positive - adjustment_negative on credit memos)
 *
 * closes to the last decimal.
 */
class DocumentMoneyMapper
{
    /**
     * The fields that invoices and credit memos share.
     *
     * @param DocumentRows $rows
     * @return array{
     *     discount_tax_compensation_amount: float,
     *     shipping_discount_amount: float,
     *     shipping_discount_tax_compensation_amount: float,
     *     fixed_product_tax_amount: float,
     *     gift_card_amount: float|null,
     *     store_credit_amount: float|null,
     *     base_currency: string|null,
     *     base_subtotal: float|null,
     *     base_tax_amount: float|null,
     *     base_shipping_amount: float|null,
     *     base_shipping_tax_amount: float|null,
     *     base_discount_amount: float|null,
     *     base_grand_total: float|null,
     *     prices_include_tax: bool,
     *     company: string|null,
     *     vat_id: string|null
     * }
     */
    public function map(DocumentRows $rows): array
    {
        $header = $rows->header;
        $billing = $rows->addresses[AddressMapper::BILLING] ?? [];
        return [
            'discount_tax_compensation_amount' => Amount::of($header['discount_tax_compensation_amount'] ?? null),
            'shipping_discount_amount' => Amount::number($this->shippingDiscount($rows)),
            'shipping_discount_tax_compensation_amount' => Amount::of(
                $header['shipping_discount_tax_compensation_amount'] ?? null
            ),
            'fixed_product_tax_amount' => Amount::number($this->fixedTaxBesideSubtotal($rows)),
            'gift_card_amount' => Amount::orNull($header['gift_cards_amount'] ?? null),
            'store_credit_amount' => Amount::orNull($header['customer_balance_amount'] ?? null),
            'base_currency' => AddressMapper::text($header, 'base_currency_code'),
            'base_subtotal' => Amount::orNull($header['base_subtotal'] ?? null),
            'base_tax_amount' => Amount::orNull($header['base_tax_amount'] ?? null),
            'base_shipping_amount' => Amount::orNull($header['base_shipping_amount'] ?? null),
            'base_shipping_tax_amount' => Amount::orNull($header['base_shipping_tax_amount'] ?? null),
            'base_discount_amount' => Amount::orNull($header['base_discount_amount'] ?? null),
            'base_grand_total' => Amount::orNull($header['base_grand_total'] ?? null),
            'prices_include_tax' => $this->pricesIncludeTax($rows),
            'company' => AddressMapper::text($billing, 'company'),
            'vat_id' => ContactMapper::vatId($rows),
        ];
    }

    /**
     * The header's discount that no line carries: it fell on shipping.
     *
     * @param DocumentRows $rows
     * @return int ticks, not negative
     */
    private function shippingDiscount(DocumentRows $rows): int
    {
        $lines = $this->sum($rows, 'discount_amount');
        return max(0, -Amount::ticks($rows->header['discount_amount'] ?? null) - $lines);
    }

    /**
     * Fixed product tax less what the shop counts in its subtotal.
     *
     * @param DocumentRows $rows
     * @return int ticks
     */
    private function fixedTaxBesideSubtotal(DocumentRows $rows): int
    {
        $fixed = $this->sum($rows, 'weee_tax_applied_row_amount');
        if ($fixed === 0) {
            return 0;
        }
        $inSubtotal = Amount::ticks($rows->header['subtotal'] ?? null) - $this->sum($rows, 'row_total');
        return $fixed - max(0, min($fixed, $inSubtotal));
    }

    /**
     * The order's own rows tell, in base currency, how its prices were meant; where they do not, the present setting
     * does.
     *
     * @param DocumentRows $rows
     * @return bool
     */
    private function pricesIncludeTax(DocumentRows $rows): bool
    {
        foreach ($rows->orderItems as $item) {
            $original = Amount::ticks($item['base_original_price'] ?? null);
            $net = Amount::ticks($item['base_price'] ?? null);
            $gross = Amount::ticks($item['base_price_incl_tax'] ?? null);
            if ($net === $gross || $original === 0) {
                continue;
            }
            if ($original === $gross) {
                return true;
            }
            if ($original === $net) {
                return false;
            }
        }
        return $rows->catalogueIncludesTax;
    }

    /**
     * A column over all rows of the document.
     *
     * @param DocumentRows $rows
     * @param string $column
     * @return int ticks
     */
    private function sum(DocumentRows $rows, string $column): int
    {
        $sum = 0;
        foreach ($rows->items as $item) {
            $sum += Amount::ticks($item[$column] ?? null);
        }
        return $sum;
    }
}
