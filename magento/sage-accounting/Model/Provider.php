<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

/**
 * This provider's word on the wire and in the mirror (spec/wire.md section 1), and the places of its admin pages.
 */
final class Provider
{
    public const CODE = 'sage_accounting';
    public const SECTION = 'byte8_sage_accounting';

    public const ROUTE_CONFIG = 'adminhtml/system_config/edit';
    public const ROUTE_SYNC = 'byte8sageaccounting/sync/index';

    public const ACL_CONFIG = 'Byte8_SageAccounting::config';
    public const ACL_STATUS = 'Byte8_SageAccounting::status';
    public const ACL_SYNC = 'Byte8_SageAccounting::sync';
    public const ACL_RESYNC = 'Byte8_SageAccounting::resync';

    /** What an operator types when dead letters lie about; both names exist. */
    public const COMMAND_INSPECT = 'bin/magento byte8:client:outbox:inspect';
    public const COMMAND_REQUEUE = 'bin/magento byte8:client:outbox:requeue --all';
    public const COMMAND_CRON = 'bin/magento cron:install';
}
