<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\View\Result;

class Page implements \Magento\Framework\Controller\ResultInterface
{
    public function getConfig(): \Magento\Framework\View\Page\Config
    {
        return new \Magento\Framework\View\Page\Config();
    }
}
