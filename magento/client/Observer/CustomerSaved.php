<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Model\Entity\HeadReaderInterface;
use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Event\Recorder;
use Magento\Framework\DataObject;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;

/**
 * Event customer.upserted: a customer, or one of their addresses, was saved or an address deleted.
 */
class CustomerSaved implements ObserverInterface
{
    /**
     * @param Recorder $recorder
     * @param EventFactory $events
     * @param HeadReaderInterface $heads
     */
    public function __construct(
        private readonly Recorder $recorder,
        private readonly EventFactory $events,
        private readonly HeadReaderInterface $heads
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->recorder->record(function () use ($observer): array {
            $customer = $observer->getData('customer');
            if ($customer instanceof DataObject) {
                $id = (int)$customer->getData('entity_id');
                $websiteId = (int)$customer->getData('website_id');
                return $id > 0 ? [$this->events->customerUpserted($id, $websiteId)] : [];
            }
            $address = $observer->getData('customer_address');
            $id = $address instanceof DataObject ? (int)$address->getData('parent_id') : 0;
            $head = $id > 0 ? $this->heads->get(EventsInterface::KIND_CUSTOMER, $id) : null;
            return $head === null ? [] : [$this->events->customerUpserted($id, $head->websiteId)];
        });
    }
}
