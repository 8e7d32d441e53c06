<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\Tile;

use Byte8\SageAccounting\Controller\Adminhtml\AbstractStatus;
use Byte8\SageAccounting\Model\Provider;

/**
 * The status for the dashboard's tile.
 */
class Health extends AbstractStatus
{
    public const ADMIN_RESOURCE = Provider::ACL_STATUS;
}
