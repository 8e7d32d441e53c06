<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Paths in core_config_data, scope default. Those of the original connector are taken over as they are.
 */
interface ConfigPathsInterface
{
    public const TENANT_ID = 'byte8/client/tenant_id';
    public const API_KEY = 'byte8/client/api_key';
    public const BASE_URL = 'byte8/client/base_url';

    /** The store's own secure base URL at the moment of pairing: a clone under another URL must not send. */
    public const PAIRED_BASE_URL = 'byte8/client/paired_base_url';

    /** Written by the original only; read once by the upgrade, removed by it and by a disconnect. */
    public const LEGACY_TENANT_ID = 'byte8/sage_accounting/tenant_id';
    public const LEGACY_API_KEY = 'byte8/sage_accounting/api_key';

    public const PAIRING_CODE_HASH = 'byte8/sage_accounting/pairing_code_hash';
    public const PAIRING_CODE_ISSUED_AT = 'byte8/sage_accounting/pairing_code_issued_at';

    public const QUEUE_DELIVERY = 'byte8/client/queue_delivery';
    public const STOCK_EVENTS = 'byte8/client/stock_events';
    public const BARCODE_ATTRIBUTE = 'byte8/client/barcode_attribute';
}
