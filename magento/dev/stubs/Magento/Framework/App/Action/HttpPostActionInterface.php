<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App\Action;

interface HttpPostActionInterface extends \Magento\Framework\App\ActionInterface
{
}
