<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Event\Recorder;
use Magento\Framework\DataObject;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;

/**
 * Event product.upserted: a product or its stock item was saved.
 */
class ProductSaved implements ObserverInterface
{
    /**
     * @param Recorder $recorder
     * @param EventFactory $events
     */
    public function __construct(
        private readonly Recorder $recorder,
        private readonly EventFactory $events
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->recorder->record(function () use ($observer): array {
            $product = $observer->getData('product');
            $item = $observer->getData('item');
            $id = 0;
            if ($product instanceof DataObject) {
                $id = (int)$product->getData('entity_id');
            } elseif ($item instanceof DataObject) {
                $id = (int)$item->getData('product_id');
            }
            return $id > 0 ? [$this->events->productUpserted($id)] : [];
        });
    }
}
