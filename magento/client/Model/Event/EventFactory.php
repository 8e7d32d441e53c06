<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Event;

use Byte8\Client\Api\EventsInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Api\RandomInterface;

/**
 * Makes events and their keys. A document's event happens once, so its key is constant. An upsert happens at every
 * edit: its key carries a version, or the second edit would be taken for a repeat of the first.
 */
class EventFactory
{
    /**
     * @param ClockInterface $clock
     * @param RandomInterface $random
     */
    public function __construct(
        private readonly ClockInterface $clock,
        private readonly RandomInterface $random
    ) {
    }

    /**
     * Event invoice.created.
     *
     * @param int $id
     * @param int $websiteId
     * @param int $storeId
     * @param string $incrementId
     * @param bool $paid
     * @return Event
     */
    public function invoiceCreated(int $id, int $websiteId, int $storeId, string $incrementId, bool $paid): Event
    {
        return $this->document(
            EventsInterface::INVOICE_CREATED,
            EventsInterface::KIND_INVOICE,
            $id,
            $websiteId,
            $storeId,
            ['increment_id' => $incrementId, 'paid' => $paid]
        );
    }

    /**
     * Event invoice.paid.
     *
     * @param int $id
     * @param int $websiteId
     * @param int $storeId
     * @param string $incrementId
     * @return Event
     */
    public function invoicePaid(int $id, int $websiteId, int $storeId, string $incrementId): Event
    {
        return $this->document(
            EventsInterface::INVOICE_PAID,
            EventsInterface::KIND_INVOICE,
            $id,
            $websiteId,
            $storeId,
            ['increment_id' => $incrementId]
        );
    }

    /**
     * Event creditmemo.created.
     *
     * @param int $id
     * @param int $websiteId
     * @param int $storeId
     * @param string $incrementId
     * @return Event
     */
    public function creditmemoCreated(int $id, int $websiteId, int $storeId, string $incrementId): Event
    {
        return $this->document(
            EventsInterface::CREDITMEMO_CREATED,
            EventsInterface::KIND_CREDITMEMO,
            $id,
            $websiteId,
            $storeId,
            ['increment_id' => $incrementId]
        );
    }

    /**
     * Event customer.upserted.
     *
     * @param int $id
     * @param int $websiteId
     * @return Event
     */
    public function customerUpserted(int $id, int $websiteId): Event
    {
        return $this->upsert(EventsInterface::CUSTOMER_UPSERTED, EventsInterface::KIND_CUSTOMER, $id, $websiteId, 0);
    }

    /**
     * Event product.upserted.
     *
     * @param int $id
     * @param int $delay seconds before it is due; for changes that are seen before they are committed
     * @return Event
     */
    public function productUpserted(int $id, int $delay = 0): Event
    {
        return $this->upsert(EventsInterface::PRODUCT_UPSERTED, EventsInterface::KIND_PRODUCT, $id, 0, $delay);
    }

    /**
     * The same event on a person's word: a key of its own.
     *
     * @param Event $event
     * @return Event
     */
    public function manual(Event $event): Event
    {
        return $event->withKey(sprintf('%s:%d:manual-%s', $event->name, $event->entityId, $this->version()));
    }

    /**
     * An event that happens once in the life of its document.
     *
     * @param string $name
     * @param string $kind
     * @param int $id
     * @param int $websiteId
     * @param int $storeId
     * @param array<string, mixed> $payload
     * @return Event
     */
    private function document(
        string $name,
        string $kind,
        int $id,
        int $websiteId,
        int $storeId,
        array $payload
    ): Event {
        $key = sprintf('%s:%d', $name, $id);
        return new Event($name, $kind, $id, $websiteId, $storeId, $payload, $key, $this->clock->now());
    }

    /**
     * An event that happens at each edit.
     *
     * @param string $name
     * @param string $kind
     * @param int $id
     * @param int $websiteId
     * @param int $delay
     * @return Event
     */
    private function upsert(string $name, string $kind, int $id, int $websiteId, int $delay): Event
    {
        $key = sprintf('%s:%d:%s', $name, $id, $this->version());
        return new Event($name, $kind, $id, $websiteId, 0, [], $key, $this->clock->now(), $delay);
    }

    /**
     * Seconds and chance: two edits in one second differ as well.
     *
     * @return string
     */
    private function version(): string
    {
        return $this->clock->now() . '-' . $this->random->hex(6);
    }
}
