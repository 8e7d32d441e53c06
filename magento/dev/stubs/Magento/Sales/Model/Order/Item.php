<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Sales\Model\Order;

class Item extends \Magento\Framework\DataObject
{
    /**
     * @return int|null
     */
    public function getProductId()
    {
        return $this->data['product_id'] ?? null;
    }
}
