<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\PaymentInterface;
use Byte8\Client\Model\Canonical\Data\Payment;
use Byte8\Core\Model\JsonText;

/**
 * A payment from the rows of its invoice. Of what the gateway left with the order, only the method's title goes out:
 * the rest may be card data.
 */
class PaymentMapper
{
    /**
     * The payment.
     *
     * @param DocumentRows $rows
     * @return PaymentInterface
     */
    public function map(DocumentRows $rows): PaymentInterface
    {
        $header = $rows->header;
        $information = JsonText::decode((string)($rows->payment['additional_information'] ?? ''));
        $title = AddressMapper::text($information, 'method_title');
        return new Payment([
            'magento_id' => (int)$header['entity_id'],
            'invoice_id' => (int)$header['entity_id'],
            'invoice_increment_id' => (string)($header['increment_id'] ?? ''),
            'method' => (string)($rows->payment['method'] ?? ''),
            'currency' => $rows->currency(),
            'amount' => Amount::of($header['grand_total'] ?? null),
            'captured_at' => InvoiceMapper::capturedAt($rows),
            'gateway_txn_id' => AddressMapper::text($header, 'transaction_id')
                ?? AddressMapper::text($rows->payment, 'last_trans_id'),
            'gateway_metadata' => $title === null ? [] : [$title],
        ]);
    }
}
