<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

use Magento\Store\Model\StoreManagerInterface;

/**
 * The website of a store view.
 */
class Websites
{
    /**
     * @param StoreManagerInterface $stores
     */
    public function __construct(private readonly StoreManagerInterface $stores)
    {
    }

    /**
     * Website id; 0 when the store view is gone.
     *
     * @param int $storeId
     * @return int
     */
    public function ofStore(int $storeId): int
    {
        try {
            return (int)$this->stores->getStore($storeId)->getWebsiteId();
        } catch (\Magento\Framework\Exception\NoSuchEntityException $e) {
            return 0;
        }
    }
}
