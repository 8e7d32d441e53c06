<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical;

/**
 * GET /V1/byte8/creditmemo/:id
 */
interface CreditMemoReadInterface
{
    /**
     * The credit memo as it stands now.
     *
     * @param int $id
     * @return \Byte8\Client\Api\Canonical\Data\CreditMemoInterface
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getCreditMemo(int $id): Data\CreditMemoInterface;
}
