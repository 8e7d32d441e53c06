<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App\Config;

interface ReinitableConfigInterface
{
    /**
     * @return $this
     */
    public function reinit();
}
