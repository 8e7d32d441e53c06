<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Api;

interface AttributeInterface
{
    /**
     * @return mixed
     */
    public function getValue();
}
