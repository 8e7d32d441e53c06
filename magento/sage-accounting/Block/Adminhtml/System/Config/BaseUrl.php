<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * The address to enter in the ledger.
 */
class BaseUrl extends AbstractPanel
{
    protected const TEMPLATE = 'base-url';
}
