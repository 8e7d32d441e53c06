<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

/**
 * What a product is told from.
 */
class ProductValues
{
    /**
     * @param int $id
     * @param array<string, mixed> $data attribute values by code
     * @param list<int> $websiteIds
     * @param array<string, mixed> $stockItem row of cataloginventory_stock_item; empty when there is none
     * @param bool $stockManagedByDefault
     * @param string|null $salableQty
     * @param string|null $currency
     * @param bool $priceIncludesTax
     * @param string|null $barcode
     * @param string $today YYYY-MM-DD in the store's time zone
     */
    public function __construct(
        public readonly int $id,
        public readonly array $data,
        public readonly array $websiteIds,
        public readonly array $stockItem,
        public readonly bool $stockManagedByDefault,
        public readonly ?string $salableQty,
        public readonly ?string $currency,
        public readonly bool $priceIncludesTax,
        public readonly ?string $barcode,
        public readonly string $today
    ) {
    }

    /**
     * Whether stock is managed, with "use config" resolved.
     *
     * @return bool
     */
    public function managesStock(): bool
    {
        if ($this->stockItem === [] || (int)($this->stockItem['use_config_manage_stock'] ?? 1) === 1) {
            return $this->stockManagedByDefault;
        }
        return (int)($this->stockItem['manage_stock'] ?? 0) === 1;
    }
}
