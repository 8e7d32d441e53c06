<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\CreditMemoInterface;
use Byte8\Client\Model\Canonical\Data\CreditMemo;
use Byte8\Core\Model\Utc;

/**
 * A credit memo from its rows.
 */
class CreditMemoMapper
{
    private const STATES = [1 => 'open', 2 => 'refunded', 3 => 'cancelled'];

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
     * The credit memo.
     *
     * @param DocumentRows $rows
     * @return CreditMemoInterface
     */
    public function map(DocumentRows $rows): CreditMemoInterface
    {
        $header = $rows->header;
        $invoice = $rows->invoice;
        return new CreditMemo([
            'magento_id' => (int)$header['entity_id'],
            'increment_id' => (string)($header['increment_id'] ?? ''),
            'invoice_id' => isset($invoice['entity_id']) ? (int)$invoice['entity_id'] : null,
            'invoice_increment_id' => AddressMapper::text($invoice, 'increment_id'),
            'website_id' => $rows->websiteId,
            'currency' => $rows->currency(),
            'customer' => $this->contacts->buyer($rows),
            'lines' => $this->lines->map($rows),
            'adjustment_positive' => Amount::of($header['adjustment_positive'] ?? null),
            'adjustment_negative' => Amount::of($header['adjustment_negative'] ?? null),
            'grand_total' => Amount::of($header['grand_total'] ?? null),
            'shipping_amount' => Amount::of($header['shipping_amount'] ?? null),
            'shipping_tax_amount' => Amount::of($header['shipping_tax_amount'] ?? null),
            'reason' => $this->reason($rows->comments),
            'created_at' => Utc::isoOrEmpty((string)($header['created_at'] ?? '')),
            'invoice_created_at' => $invoice === [] ? null : Utc::isoOrEmpty((string)($invoice['created_at'] ?? '')),
            'base_to_order_rate' => Amount::orNull($header['base_to_order_rate'] ?? null),
            'order_id' => (int)($header['order_id'] ?? 0),
            'order_increment_id' => AddressMapper::text($rows->order, 'increment_id'),
            'store_id' => (int)($header['store_id'] ?? 0),
            'state' => self::STATES[(int)($header['state'] ?? 0)] ?? null,
            'subtotal' => Amount::orNull($header['subtotal'] ?? null),
            'tax_amount' => Amount::orNull($header['tax_amount'] ?? null),
            'discount_amount' => Amount::orNull($header['discount_amount'] ?? null),
            'payment_method' => AddressMapper::text($rows->payment, 'method'),
            'billing_address' => $this->addresses->mapOrNull(
                AddressMapper::BILLING,
                $rows->addresses[AddressMapper::BILLING] ?? null
            ),
            'shipping_address' => $this->addresses->mapOrNull(
                AddressMapper::SHIPPING,
                $rows->addresses[AddressMapper::SHIPPING] ?? null
            ),
        ] + $this->money->map($rows));
    }

    /**
     * The first comment that the customer may see; notes of the staff stay in the shop.
     *
     * @param array<int, array<string, mixed>> $comments
     * @return string|null
     */
    private function reason(array $comments): ?string
    {
        foreach ($comments as $comment) {
            $text = AddressMapper::text($comment, 'comment');
            if ($text !== null && (int)($comment['is_visible_on_front'] ?? 0) === 1) {
                return $text;
            }
        }
        return null;
    }
}
