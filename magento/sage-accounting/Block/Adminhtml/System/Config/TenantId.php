<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * The name under which the ledger knows this store.
 */
class TenantId extends AbstractPanel
{
    protected const TEMPLATE = 'tenant-id';
}
