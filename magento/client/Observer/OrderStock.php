<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Model\Event\ProductChanges;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order;

/**
 * An order was placed or cancelled: its products can be sold less, or more.
 */
class OrderStock implements ObserverInterface
{
    /**
     * @param ProductChanges $products
     */
    public function __construct(private readonly ProductChanges $products)
    {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->products->stock(static function () use ($observer): array {
            $order = $observer->getData('order');
            $ids = [];
            foreach ($order instanceof Order ? $order->getAllItems() : [] as $item) {
                $ids[] = (int)$item->getProductId();
            }
            return $ids;
        });
    }
}
