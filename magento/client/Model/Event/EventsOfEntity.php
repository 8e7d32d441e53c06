<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Event;

use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Model\Entity\Head;

/**
 * Which events an entity deserves as it stands: an open invoice was created, a paid one was created and paid, a
 * cancelled one gives none.
 */
class EventsOfEntity
{
    private const LIVE = [Head::STATE_OPEN, Head::STATE_PAID];

    /**
     * @param EventFactory $events
     */
    public function __construct(private readonly EventFactory $events)
    {
    }

    /**
     * The events, in the order of their sending.
     *
     * @param Head $head
     * @return Event[]
     */
    public function of(Head $head): array
    {
        switch ($head->kind) {
            case EventsInterface::KIND_INVOICE:
                return $this->invoice($head);
            case EventsInterface::KIND_CREDITMEMO:
                return in_array($head->state, self::LIVE, true) ? [$this->events->creditmemoCreated(
                    $head->id,
                    $head->websiteId,
                    $head->storeId,
                    $head->incrementId
                )] : [];
            case EventsInterface::KIND_CUSTOMER:
                return [$this->events->customerUpserted($head->id, $head->websiteId)];
            case EventsInterface::KIND_PRODUCT:
                return [$this->events->productUpserted($head->id)];
        }
        throw new \InvalidArgumentException('Unknown kind: ' . $head->kind);
    }

    /**
     * Events of an invoice.
     *
     * @param Head $head
     * @return Event[]
     */
    private function invoice(Head $head): array
    {
        if (!in_array($head->state, self::LIVE, true)) {
            return [];
        }
        $paid = $head->state === Head::STATE_PAID;
        $events = [
            $this->events->invoiceCreated($head->id, $head->websiteId, $head->storeId, $head->incrementId, $paid),
        ];
        if ($paid) {
            $events[] = $this->events->invoicePaid($head->id, $head->websiteId, $head->storeId, $head->incrementId);
        }
        return $events;
    }
}
