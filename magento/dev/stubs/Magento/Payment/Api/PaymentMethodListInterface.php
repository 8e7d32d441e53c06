<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Payment\Api;

interface PaymentMethodListInterface
{
    /**
     * @param int $storeId
     * @return Data\PaymentMethodInterface[]
     */
    public function getList($storeId);
}
