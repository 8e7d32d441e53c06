<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * Disconnect, with a question first.
 */
class Disconnect extends AbstractPanel
{
    protected const TEMPLATE = 'disconnect';
}
