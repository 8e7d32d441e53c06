<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * The payment of an invoice.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface PaymentInterface
{
    /**
     * Invoice id.
     *
     * @return int
     */
    public function getMagentoId(): int;

    /**
     * Invoice id.
     *
     * @return int
     */
    public function getInvoiceId(): int;

    /**
     * Invoice number.
     *
     * @return string
     */
    public function getInvoiceIncrementId(): string;

    /**
     * Code of the method; may be empty.
     *
     * @return string
     */
    public function getMethod(): string;

    /**
     * Order currency.
     *
     * @return string
     */
    public function getCurrency(): string;

    /**
     * Invoice total.
     *
     * @return float
     */
    public function getAmount(): float;

    /**
     * When the money was taken; the invoice date while that is unknown.
     *
     * @return string
     */
    public function getCapturedAt(): string;

    /**
     * Transaction at the gateway.
     *
     * @return string|null
     */
    public function getGatewayTxnId(): ?string;

    /**
     * Title of the method and nothing else.
     *
     * @return string[]
     */
    public function getGatewayMetadata(): array;
}
