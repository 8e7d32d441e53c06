<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * Whether events arrive in the ledger, and what keeps them from it.
 */
class Status extends AbstractPanel
{
    protected const TEMPLATE = 'status';
}
