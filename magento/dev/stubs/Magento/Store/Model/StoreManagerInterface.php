<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Store\Model;

interface StoreManagerInterface
{
    /**
     * @param null|string|bool|int $storeId
     * @return Store
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function getStore($storeId = null);

    /**
     * @param bool $withDefault
     * @param bool $codeKey
     * @return \Magento\Store\Api\Data\WebsiteInterface[]
     */
    public function getWebsites($withDefault = false, $codeKey = false);
}
