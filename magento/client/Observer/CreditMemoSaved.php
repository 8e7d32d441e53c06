<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Model\Entity\Websites;
use Byte8\Client\Model\Event\Event;
use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Event\ProductChanges;
use Byte8\Client\Model\Event\Recorder;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order\Creditmemo;

/**
 * Event creditmemo.created, when a memo comes into a state that counts; and what it may have put back into stock.
 */
class CreditMemoSaved implements ObserverInterface
{
    private const LIVE = [1, 2];

    /**
     * @param Recorder $recorder
     * @param EventFactory $events
     * @param Websites $websites
     * @param ProductChanges $products
     */
    public function __construct(
        private readonly Recorder $recorder,
        private readonly EventFactory $events,
        private readonly Websites $websites,
        private readonly ProductChanges $products
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $memo = $observer->getData('creditmemo');
        if (!$memo instanceof Creditmemo) {
            return;
        }
        $isNew = false;
        $this->recorder->record(function () use ($memo, &$isNew): array {
            $events = $this->eventsOf($memo);
            $isNew = $events !== [];
            return $events;
        });
        if ($isNew) {
            $this->products->stock(static function () use ($memo): array {
                $ids = [];
                foreach ($memo->getAllItems() as $item) {
                    $ids[] = (int)$item->getProductId();
                }
                return $ids;
            });
        }
    }

    /**
     * What this save tells.
     *
     * @param Creditmemo $memo
     * @return Event[]
     */
    private function eventsOf(Creditmemo $memo): array
    {
        $isLive = in_array((int)$memo->getState(), self::LIVE, true);
        $wasLive = $memo->getOrigData('entity_id') !== null
            && in_array((int)$memo->getOrigData('state'), self::LIVE, true);
        if (!$isLive || $wasLive) {
            return [];
        }
        $storeId = (int)$memo->getStoreId();
        return [$this->events->creditmemoCreated(
            (int)$memo->getId(),
            $this->websites->ofStore($storeId),
            $storeId,
            (string)$memo->getIncrementId()
        )];
    }
}
