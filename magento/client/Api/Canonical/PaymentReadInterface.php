<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical;

/**
 * GET /V1/byte8/payment/:id, where the id is the invoice's.
 */
interface PaymentReadInterface
{
    /**
     * The payment of an invoice.
     *
     * @param int $id invoice id
     * @return \Byte8\Client\Api\Canonical\Data\PaymentInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getPayment(int $id): Data\PaymentInterface;
}
