<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * The way to the ledger.
 */
class OpenLedger extends AbstractPanel
{
    protected const TEMPLATE = 'open-ledger';
}
