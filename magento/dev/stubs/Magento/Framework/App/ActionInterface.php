<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App;

interface ActionInterface
{
    /**
     * @return \Magento\Framework\Controller\ResultInterface
     */
    public function execute();
}
