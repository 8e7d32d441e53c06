<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\View\Result;

class PageFactory
{
    public function create(): Page
    {
        return new Page();
    }
}
