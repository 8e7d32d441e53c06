<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\PaymentInterface;

/**
 * The payment of an invoice.
 *
 * @phpstan-type Fields array{
 *     magento_id: int,
 *     invoice_id: int,
 *     invoice_increment_id: string,
 *     method: string,
 *     currency: string,
 *     amount: float,
 *     captured_at: string,
 *     gateway_txn_id?: string|null,
 *     gateway_metadata: list<string>
 * }
 */
class Payment implements PaymentInterface
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
    public function getMagentoId(): int
    {
        return $this->fields['magento_id'];
    }

    /**
     * @inheritdoc
     */
    public function getInvoiceId(): int
    {
        return $this->fields['invoice_id'];
    }

    /**
     * @inheritdoc
     */
    public function getInvoiceIncrementId(): string
    {
        return $this->fields['invoice_increment_id'];
    }

    /**
     * @inheritdoc
     */
    public function getMethod(): string
    {
        return $this->fields['method'];
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
    public function getAmount(): float
    {
        return $this->fields['amount'];
    }

    /**
     * @inheritdoc
     */
    public function getCapturedAt(): string
    {
        return $this->fields['captured_at'];
    }

    /**
     * @inheritdoc
     */
    public function getGatewayTxnId(): ?string
    {
        return $this->fields['gateway_txn_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getGatewayMetadata(): array
    {
        return $this->fields['gateway_metadata'];
    }
}
