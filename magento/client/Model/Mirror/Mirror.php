<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\ProviderPoolInterface;
use Byte8\Client\Model\Event\Event;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;

/**
 * The rules of the chips: pending from the moment of the save; never back to an older outcome; a known id stays known;
 * an event that is given up turns the chip to failed. Products have no chip that a save would have to touch.
 */
class Mirror
{
    /** Kinds whose chip follows a save at once. */
    private const SHOWN = [
        EventsInterface::KIND_INVOICE,
        EventsInterface::KIND_CREDITMEMO,
        EventsInterface::KIND_CUSTOMER,
    ];

    /**
     * @param StoreInterface $store
     * @param ProviderPoolInterface $providers
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly StoreInterface $store,
        private readonly ProviderPoolInterface $providers,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * Events were stored: their entities are pending. What is synced stays so, with the time of the newer event.
     *
     * @param Event[] $events
     * @return void
     */
    public function eventsHappened(array $events): void
    {
        $seen = [];
        foreach ($events as $event) {
            $entity = $event->kind . ':' . $event->entityId;
            if (in_array($event->kind, self::SHOWN, true) && !isset($seen[$entity])) {
                $seen[$entity] = true;
                $this->pending($event->kind, $event->entityId, false);
            }
        }
    }

    /**
     * A person sent it again: pending, whatever it was.
     *
     * @param string $kind
     * @param int $magentoId
     * @return void
     */
    public function sentAgain(string $kind, int $magentoId): void
    {
        $this->pending($kind, $magentoId, true);
    }

    /**
     * The event never reached the ledger, or was refused there.
     *
     * @param string $kind
     * @param int $magentoId
     * @param string $cause
     * @return void
     */
    public function deliveryFailed(string $kind, int $magentoId, string $cause): void
    {
        if (!in_array($kind, EventsInterface::KINDS, true) || $magentoId <= 0) {
            return;
        }
        foreach ($this->providers->getCodes() as $provider) {
            $this->apply(new Outcome(
                $kind,
                $magentoId,
                $provider,
                SyncStateInterface::FAILED,
                $this->clock->now(),
                null,
                null,
                null,
                'delivery_' . $cause
            ));
        }
    }

    /**
     * Stores an outcome unless a newer one is there.
     *
     * @param Outcome $outcome
     * @return void
     */
    public function apply(Outcome $outcome): void
    {
        $at = Utc::sql($outcome->at);
        $values = [
            'sync_status' => $outcome->status,
            'skip_reason' => $outcome->skipReason,
            'error_code' => $outcome->errorCode,
            'last_sync_at' => $at,
            'last_outcome_at' => $at,
        ];
        $ids = array_filter([
            'provider_entity_id' => (string)$outcome->providerEntityId,
            'provider_reference' => (string)$outcome->providerReference,
            'provider_url' => (string)$outcome->providerUrl,
        ]);
        $row = $this->store->find($outcome->kind, $outcome->magentoId, $outcome->provider);
        if ($row === null) {
            $key = $this->key($outcome->kind, $outcome->magentoId, $outcome->provider);
            if ($this->store->insert($key + $values + $ids)) {
                return;
            }
            $row = $this->store->find($outcome->kind, $outcome->magentoId, $outcome->provider);
        }
        if ($row !== null) {
            $this->store->update((int)$row['entity_id'], $values + $ids, $at);
        }
    }

    /**
     * Marks an entity pending for every provider.
     *
     * @param string $kind
     * @param int $magentoId
     * @param bool $force also when it is synced
     * @return void
     */
    private function pending(string $kind, int $magentoId, bool $force): void
    {
        $at = Utc::sql($this->clock->now());
        foreach ($this->providers->getCodes() as $provider) {
            $row = $this->store->find($kind, $magentoId, $provider);
            if ($row === null) {
                $this->store->insert($this->key($kind, $magentoId, $provider) + [
                    'sync_status' => SyncStateInterface::PENDING,
                    'last_sync_at' => $at,
                    'last_event_at' => $at,
                ]);
                continue;
            }
            $values = ['last_event_at' => $at];
            if ($force || $row['sync_status'] !== SyncStateInterface::SYNCED) {
                $values += [
                    'sync_status' => SyncStateInterface::PENDING,
                    'skip_reason' => null,
                    'error_code' => null,
                ];
            }
            $this->store->update((int)$row['entity_id'], $values);
        }
    }

    /**
     * The columns of the unique key.
     *
     * @param string $kind
     * @param int $magentoId
     * @param string $provider
     * @return array<string, mixed>
     */
    private function key(string $kind, int $magentoId, string $provider): array
    {
        return ['entity_type' => $kind, 'magento_id' => $magentoId, 'provider' => $provider];
    }
}
