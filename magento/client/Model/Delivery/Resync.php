<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\DeliveryInterface;
use Byte8\Client\Api\ResyncInterface;
use Byte8\Client\Model\Entity\HeadReaderInterface;
use Byte8\Client\Model\Event\Event;
use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Event\EventsOfEntity;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Client\Model\Outbox\DeliverySignal;
use Byte8\Client\Model\Outbox\StoreInterface;
use Magento\Framework\Exception\NoSuchEntityException;

/**
 * Sends on a person's word. Unlike an observer it speaks up when something fails.
 */
class Resync implements ResyncInterface
{
    /**
     * @param HeadReaderInterface $heads
     * @param EventsOfEntity $eventsOf
     * @param EventFactory $events
     * @param StoreInterface $store
     * @param ConnectionInterface $connection
     * @param Mirror $mirror
     * @param Sender $sender
     * @param DeliverySignal $signal
     */
    public function __construct(
        private readonly HeadReaderInterface $heads,
        private readonly EventsOfEntity $eventsOf,
        private readonly EventFactory $events,
        private readonly StoreInterface $store,
        private readonly ConnectionInterface $connection,
        private readonly Mirror $mirror,
        private readonly Sender $sender,
        private readonly DeliverySignal $signal
    ) {
    }

    /**
     * @inheritdoc
     */
    public function eventsFor(string $kind, int $id): array
    {
        return array_map(static fn (Event $event): string => $event->name, $this->manual($kind, $id, []));
    }

    /**
     * @inheritdoc
     */
    public function queue(string $kind, int $id, array $only = []): int
    {
        $events = $this->manual($kind, $id, $only);
        $this->store($events);
        return count($events);
    }

    /**
     * @inheritdoc
     */
    public function deliver(string $kind, int $id, array $only = []): array
    {
        $events = $this->manual($kind, $id, $only);
        if ($events !== []) {
            $this->mirror->sentAgain($kind, $id);
        }
        $deliveries = [];
        foreach ($events as $event) {
            $verdict = $this->sender->send($event->name, $event->key, $event->body());
            $outcome = DeliveryInterface::QUEUED;
            if ($verdict->kind === Verdict::DELIVERED) {
                $outcome = DeliveryInterface::DELIVERED;
            } elseif ($verdict->kind === Verdict::REFUSED) {
                $outcome = DeliveryInterface::REFUSED;
                $this->mirror->deliveryFailed($kind, $id, $verdict->cause);
            } else {
                $this->store([$event]);
            }
            $deliveries[] = new Delivery(
                $outcome,
                $event->name,
                $verdict->syncRunId,
                (int)$verdict->status,
                $verdict->error
            );
        }
        return $deliveries;
    }

    /**
     * The entity's events under keys of their own.
     *
     * @param string $kind
     * @param int $id
     * @param string[] $only
     * @return Event[]
     * @throws NoSuchEntityException
     */
    private function manual(string $kind, int $id, array $only): array
    {
        $head = $this->heads->get($kind, $id);
        if ($head === null) {
            throw NoSuchEntityException::singleField('id', (string)$id);
        }
        $events = [];
        foreach ($this->eventsOf->of($head) as $event) {
            if ($only === [] || in_array($event->name, $only, true)) {
                $events[] = $this->events->manual($event);
            }
        }
        return $events;
    }

    /**
     * Into the outbox, chip pending.
     *
     * @param Event[] $events
     * @return void
     */
    private function store(array $events): void
    {
        if ($events === []) {
            return;
        }
        $this->store->insert($events, $this->connection->getTenantId());
        $this->mirror->sentAgain($events[0]->kind, $events[0]->entityId);
        $this->signal->raise();
    }
}
