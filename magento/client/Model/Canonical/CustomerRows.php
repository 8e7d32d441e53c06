<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

/**
 * The database rows that a customer is told from. Keys are column names.
 */
class CustomerRows
{
    /**
     * @param array<string, mixed> $customer
     * @param array<int, array<string, mixed>> $addresses by entity_id, in order of creation
     * @param array<string, array<string, mixed>> $lastOrderAddresses of the latest order, by address_type
     */
    public function __construct(
        public readonly array $customer,
        public readonly array $addresses = [],
        public readonly array $lastOrderAddresses = []
    ) {
    }
}
