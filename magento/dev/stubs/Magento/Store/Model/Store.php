<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Store\Model;

class Store
{
    public function __construct(
        private readonly int $id = 1,
        private readonly int $websiteId = 1,
        private readonly string $currency = 'GBP'
    ) {
    }

    /**
     * @return int
     */
    public function getId()
    {
        return $this->id;
    }

    /**
     * @return int
     */
    public function getWebsiteId()
    {
        return $this->websiteId;
    }

    /**
     * @return string
     */
    public function getBaseCurrencyCode()
    {
        return $this->currency;
    }
}
