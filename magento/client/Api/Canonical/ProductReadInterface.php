<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical;

/**
 * GET /V1/byte8/product/:id
 */
interface ProductReadInterface
{
    /**
     * The product as it stands now, in the store view of the request.
     *
     * @param int $id
     * @return \Byte8\Client\Api\Canonical\Data\ProductInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getProduct(int $id): Data\ProductInterface;
}
