<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical;

/**
 * GET /V1/byte8/invoice/:id
 */
interface InvoiceReadInterface
{
    /**
     * The invoice as it stands now.
     *
     * @param int $id
     * @return \Byte8\Client\Api\Canonical\Data\InvoiceInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getInvoice(int $id): Data\InvoiceInterface;
}
