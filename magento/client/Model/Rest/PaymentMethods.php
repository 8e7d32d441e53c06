<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\PaymentMethodsInterface;
use Magento\Payment\Api\PaymentMethodListInterface;
use Magento\Store\Model\StoreManagerInterface;

/**
 * Magento's own list, enabled or not.
 */
class PaymentMethods implements PaymentMethodsInterface
{
    /**
     * @param PaymentMethodListInterface $methods
     * @param StoreManagerInterface $stores
     */
    public function __construct(
        private readonly PaymentMethodListInterface $methods,
        private readonly StoreManagerInterface $stores
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getList(): array
    {
        $list = [];
        foreach ($this->methods->getList((int)$this->stores->getStore()->getId()) as $method) {
            $title = trim((string)$method->getTitle());
            if ((string)$method->getCode() !== '') {
                $list[] = [
                    'code' => (string)$method->getCode(),
                    'label' => $title === '' ? null : $title,
                    'is_active' => (bool)$method->getIsActive(),
                ];
            }
        }
        return $list;
    }
}
