<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\TablesInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;

/**
 * Reads the rows of invoices and credit memos: a dozen lookups by key, the same for any number of lines.
 */
class DocumentReader
{
    private const PRICE_INCLUDES_TAX = 'tax/calculation/price_includes_tax';

    /**
     * @param RowReader $rows
     * @param CustomerReader $customers
     * @param ScopeConfigInterface $config
     */
    public function __construct(
        private readonly RowReader $rows,
        private readonly CustomerReader $customers,
        private readonly ScopeConfigInterface $config
    ) {
    }

    /**
     * An invoice's rows; null when it, or its order, is not there.
     *
     * @param int $id
     * @return DocumentRows|null
     */
    public function invoice(int $id): ?DocumentRows
    {
        $header = $this->rows->row('sales_invoice', ['entity_id' => $id]);
        if ($header === []) {
            return null;
        }
        return $this->document($header, 'sales_invoice_item', [], [], $this->capturedAt($header));
    }

    /**
     * A credit memo's rows; null when it, or its order, is not there.
     *
     * @param int $id
     * @return DocumentRows|null
     */
    public function creditMemo(int $id): ?DocumentRows
    {
        $header = $this->rows->row('sales_creditmemo', ['entity_id' => $id]);
        if ($header === []) {
            return null;
        }
        $invoiceId = (int)($header['invoice_id'] ?? 0);
        $invoice = $invoiceId > 0 ? $this->rows->row('sales_invoice', ['entity_id' => $invoiceId]) : [];
        $comments = $this->rows->rows('sales_creditmemo_comment', ['parent_id' => $id], 'entity_id');
        return $this->document($header, 'sales_creditmemo_item', $comments, $invoice, null);
    }

    /**
     * What both kinds share.
     *
     * @param array<string, mixed> $header
     * @param string $itemTable
     * @param array<int, array<string, mixed>> $comments
     * @param array<string, mixed> $invoice
     * @param string|null $capturedAt
     * @return DocumentRows|null
     */
    private function document(
        array $header,
        string $itemTable,
        array $comments,
        array $invoice,
        ?string $capturedAt
    ): ?DocumentRows {
        $orderId = (int)($header['order_id'] ?? 0);
        $order = $this->rows->row('sales_order', ['entity_id' => $orderId]);
        if ($order === []) {
            return null;
        }
        $storeId = (int)($header['store_id'] ?? 0);
        $store = $this->rows->row('store', ['store_id' => $storeId]);
        return new DocumentRows(
            $header,
            $this->rows->rows($itemTable, ['parent_id' => (int)$header['entity_id']], 'entity_id'),
            $order,
            RowReader::byId($this->rows->rows('sales_order_item', ['order_id' => $orderId], 'item_id'), 'item_id'),
            $this->customers->orderAddresses($orderId),
            $this->rows->row('sales_order_payment', ['parent_id' => $orderId]),
            $comments,
            $invoice,
            $this->customers->read((int)($order['customer_id'] ?? 0), false),
            (int)($store['website_id'] ?? 0),
            $store !== [] && $this->config->isSetFlag(self::PRICE_INCLUDES_TAX, 'store', $storeId),
            $capturedAt
        );
    }

    /**
     * When the money was taken: the capture at the gateway, else the moment our own event saw it.
     *
     * @param array<string, mixed> $header
     * @return string|null database time
     */
    private function capturedAt(array $header): ?string
    {
        $transaction = AddressMapper::text($header, 'transaction_id');
        if ($transaction !== null) {
            $capture = $this->rows->rows(
                'sales_payment_transaction',
                ['order_id' => (int)$header['order_id'], 'txn_id' => $transaction, 'txn_type' => 'capture'],
                'transaction_id',
                1
            );
            if (isset($capture[0]['created_at'])) {
                return (string)$capture[0]['created_at'];
            }
        }
        $key = EventsInterface::INVOICE_PAID . ':' . (int)$header['entity_id'];
        $event = $this->rows->row(TablesInterface::OUTBOX, ['idempotency_key' => $key]);
        return isset($event['created_at']) ? (string)$event['created_at'] : null;
    }
}
