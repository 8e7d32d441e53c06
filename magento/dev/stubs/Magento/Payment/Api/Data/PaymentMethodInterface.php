<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Payment\Api\Data;

interface PaymentMethodInterface
{
    /**
     * @return string
     */
    public function getCode();

    /**
     * @return string
     */
    public function getTitle();

    /**
     * @return bool
     */
    public function getIsActive();
}
