<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

/**
 * The database rows that one document is told from. Keys are column names.
 */
class DocumentRows
{
    /**
     * @param array<string, mixed> $header of sales_invoice or sales_creditmemo
     * @param array<int, array<string, mixed>> $items its rows
     * @param array<string, mixed> $order
     * @param array<int, array<string, mixed>> $orderItems by item_id
     * @param array<string, array<string, mixed>> $addresses of the order, by address_type
     * @param array<string, mixed> $payment of the order; empty when there is none
     * @param array<int, array<string, mixed>> $comments of a credit memo, in order of creation
     * @param array<string, mixed> $invoice the invoice of a credit memo; empty when there is none
     * @param CustomerRows|null $customer null for guests and deleted customers
     * @param int $websiteId
     * @param bool $catalogueIncludesTax how the store view is configured now
     * @param string|null $capturedAt database time at which the money was taken, if it is known
     */
    public function __construct(
        public readonly array $header,
        public readonly array $items,
        public readonly array $order,
        public readonly array $orderItems = [],
        public readonly array $addresses = [],
        public readonly array $payment = [],
        public readonly array $comments = [],
        public readonly array $invoice = [],
        public readonly ?CustomerRows $customer = null,
        public readonly int $websiteId = 0,
        public readonly bool $catalogueIncludesTax = false,
        public readonly ?string $capturedAt = null
    ) {
    }

    /**
     * The order's currency, else the base currency.
     *
     * @return string
     */
    public function currency(): string
    {
        $currency = (string)($this->header['order_currency_code'] ?? '');
        return $currency !== '' ? $currency : (string)($this->header['base_currency_code'] ?? '');
    }
}
