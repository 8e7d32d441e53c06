<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

/**
 * The pairing code, shown once.
 */
class PairingCode extends AbstractPanel
{
    protected const TEMPLATE = 'pairing-code';
}
