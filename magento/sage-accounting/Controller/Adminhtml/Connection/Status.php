<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\Connection;

use Byte8\SageAccounting\Controller\Adminhtml\AbstractStatus;
use Byte8\SageAccounting\Model\Provider;

/**
 * The status for the settings page.
 */
class Status extends AbstractStatus
{
    public const ADMIN_RESOURCE = Provider::ACL_CONFIG;
}
