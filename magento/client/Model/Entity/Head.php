<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

/**
 * What an event needs to know of an entity.
 */
class Head
{
    public const STATE_OPEN = 1;
    public const STATE_PAID = 2;
    public const STATE_CANCELLED = 3;

    /**
     * @param string $kind
     * @param int $id
     * @param int $websiteId
     * @param int $storeId
     * @param string $incrementId
     * @param int $state
     */
    public function __construct(
        public readonly string $kind,
        public readonly int $id,
        public readonly int $websiteId = 0,
        public readonly int $storeId = 0,
        public readonly string $incrementId = '',
        public readonly int $state = 0
    ) {
    }
}
