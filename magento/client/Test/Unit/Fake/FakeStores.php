<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Store\Model\Store;
use Magento\Store\Model\StoreManagerInterface;

/**
 * One store view, on website 2.
 */
class FakeStores implements StoreManagerInterface
{
    public ?\Throwable $failure = null;

    public function getStore($storeId = null)
    {
        if ($this->failure !== null) {
            throw $this->failure;
        }
        return new Store((int)($storeId ?? 1), 2);
    }

    public function getWebsites($withDefault = false, $codeKey = false)
    {
        return [new class implements \Magento\Store\Api\Data\WebsiteInterface {
            public function getId()
            {
                return 2;
            }

            public function getCode()
            {
                return 'base';
            }

            public function getName()
            {
                return 'Main Website';
            }
        }];
    }
}
