<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The words of the wire (spec/wire.md section 1).
 */
interface EventsInterface
{
    public const INVOICE_CREATED = 'invoice.created';
    public const INVOICE_PAID = 'invoice.paid';
    public const CREDITMEMO_CREATED = 'creditmemo.created';
    public const CUSTOMER_UPSERTED = 'customer.upserted';
    public const PRODUCT_UPSERTED = 'product.upserted';

    public const KIND_INVOICE = 'invoice';
    public const KIND_CREDITMEMO = 'creditmemo';
    public const KIND_CUSTOMER = 'customer';
    public const KIND_PRODUCT = 'product';

    public const KINDS = [self::KIND_INVOICE, self::KIND_CREDITMEMO, self::KIND_CUSTOMER, self::KIND_PRODUCT];
}
