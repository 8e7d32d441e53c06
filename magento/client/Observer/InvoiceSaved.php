<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Model\Entity\Head;
use Byte8\Client\Model\Entity\Websites;
use Byte8\Client\Model\Event\Event;
use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Event\Recorder;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order\Invoice;

/**
 * Events invoice.created and invoice.paid, in this order.
 */
class InvoiceSaved implements ObserverInterface
{
    /**
     * @param Recorder $recorder
     * @param EventFactory $events
     * @param Websites $websites
     */
    public function __construct(
        private readonly Recorder $recorder,
        private readonly EventFactory $events,
        private readonly Websites $websites
    ) {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->recorder->record(function () use ($observer): array {
            $invoice = $observer->getData('invoice');
            return $invoice instanceof Invoice ? $this->eventsOf($invoice) : [];
        });
    }

    /**
     * What this save tells.
     *
     * @param Invoice $invoice
     * @return Event[]
     */
    private function eventsOf(Invoice $invoice): array
    {
        $state = (int)$invoice->getState();
        $paid = $state === Head::STATE_PAID;
        $isNew = $invoice->getOrigData('entity_id') === null;
        $becamePaid = $paid && (int)$invoice->getOrigData('state') !== Head::STATE_PAID;
        $created = $isNew && ($paid || $state === Head::STATE_OPEN);
        if (!$created && !$becamePaid) {
            return [];
        }
        $id = (int)$invoice->getId();
        $storeId = (int)$invoice->getStoreId();
        $websiteId = $this->websites->ofStore($storeId);
        $number = (string)$invoice->getIncrementId();
        $events = [];
        if ($created) {
            $events[] = $this->events->invoiceCreated($id, $websiteId, $storeId, $number, $paid);
        }
        if ($becamePaid) {
            $events[] = $this->events->invoicePaid($id, $websiteId, $storeId, $number);
        }
        return $events;
    }
}
