<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App;

interface ProductMetadataInterface
{
    /**
     * @return string
     */
    public function getVersion();
}
