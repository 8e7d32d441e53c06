<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical;

/**
 * GET /V1/byte8/customer/:id
 */
interface CustomerReadInterface
{
    /**
     * The customer as they stand now.
     *
     * @param int $id
     * @return \Byte8\Client\Api\Canonical\Data\ContactInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getCustomer(int $id): Data\ContactInterface;
}
