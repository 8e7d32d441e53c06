<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Sales\Model\Order;

class Invoice extends \Magento\Sales\Model\AbstractDocument
{
}
