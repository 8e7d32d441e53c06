<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * GET /V1/byte8/payment-methods
 */
interface PaymentMethodsInterface
{
    /**
     * All installed methods as {code, label, is_active}; a method without title has the label null.
     *
     * @return mixed[]
     */
    public function getList(): array;
}
