<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Names of the two tables, without prefix. They survive disabling and removal of the modules.
 */
interface TablesInterface
{
    public const OUTBOX = 'byte8_event_outbox';
    public const SYNC_STATE = 'byte8_entity_sync_state';
}
