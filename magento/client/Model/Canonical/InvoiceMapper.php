<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\InvoiceInterface;
use Byte8\Client\Model\Canonical\Data\Invoice;
use Byte8\Client\Model\Entity\Head;
use Byte8\Core\Model\Utc;

/**
 * An invoice from its rows.
 */
class InvoiceMapper
{
    private const STATES = [
        Head::STATE_OPEN => 'open',
        Head::STATE_PAID => 'paid',
        Head::STATE_CANCELLED => 'cancelled',
    ];

    /**
     * @param ContactMapper $contacts
     * @param LineMapper $lines
     * @param AddressMapper $addresses
     * @param DocumentMoneyMapper $money
     */
    public function __construct(
        private readonly ContactMapper $contacts,
        private readonly LineMapper $lines,
        private readonly AddressMapper $addresses,
        private readonly DocumentMoneyMapper $money
    ) {
    }

    /**
     * The invoice.
     *
     * @param DocumentRows $rows
     * @return InvoiceInterface
     */
    public function map(DocumentRows $rows): InvoiceInterface
    {
        $header = $rows->header;
        $state = self::STATES[(int)($header['state'] ?? 0)] ?? 'open';
        return new Invoice([
            'magento_id' => (int)$header['entity_id'],
            'increment_id' => (string)($header['increment_id'] ?? ''),
            'order_id' => (int)($header['order_id'] ?? 0),
            'order_increment_id' => (string)($rows->order['increment_id'] ?? ''),
            'website_id' => $rows->websiteId,
            'store_id' => (int)($header['store_id'] ?? 0),
            'currency' => $rows->currency(),
            'state' => $state,
            'customer' => $this->contacts->buyer($rows),
            'lines' => $this->lines->map($rows),
            'subtotal' => Amount::of($header['subtotal'] ?? null),
            'tax_amount' => Amount::of($header['tax_amount'] ?? null),
            'shipping_amount' => Amount::of($header['shipping_amount'] ?? null),
            'shipping_tax_amount' => Amount::of($header['shipping_tax_amount'] ?? null),
            'discount_amount' => Amount::of($header['discount_amount'] ?? null),
            'grand_total' => Amount::of($header['grand_total'] ?? null),
            'created_at' => Utc::isoOrEmpty((string)($header['created_at'] ?? '')),
            'payment_method' => AddressMapper::text($rows->payment, 'method'),
            'billing_address' => $this->addresses->mapOrNull(
                AddressMapper::BILLING,
                $rows->addresses[AddressMapper::BILLING] ?? null
            ),
            'shipping_address' => $this->addresses->mapOrNull(
                AddressMapper::SHIPPING,
                $rows->addresses[AddressMapper::SHIPPING] ?? null
            ),
            'po_number' => AddressMapper::text($rows->payment, 'po_number'),
            'base_to_order_rate' => Amount::orNull($header['base_to_order_rate'] ?? null),
            'captured_at' => $state === 'paid' ? self::capturedAt($rows) : null,
        ] + $this->money->map($rows));
    }

    /**
     * When the money was taken; the invoice's date while nothing better is known.
     *
     * @param DocumentRows $rows
     * @return string
     */
    public static function capturedAt(DocumentRows $rows): string
    {
        return Utc::isoOrEmpty($rows->capturedAt ?? (string)($rows->header['created_at'] ?? ''));
    }
}
