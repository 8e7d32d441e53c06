<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Sends an entity again on a person's word. Every run has a key of its own, so that it is never swallowed.
 */
interface ResyncInterface
{
    /**
     * Which events make sense for an entity now: invoice.created, and invoice.paid when it is paid; nothing for a
     * cancelled invoice.
     *
     * @param string $kind one of EventsInterface::KINDS
     * @param int $id
     * @return string[]
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function eventsFor(string $kind, int $id): array;

    /**
     * Puts events into the outbox and the chip to pending; the next drain sends them.
     *
     * @param string $kind
     * @param int $id
     * @param string[] $only event names to keep; empty means all that make sense
     * @return int how many events were queued
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function queue(string $kind, int $id, array $only = []): int;

    /**
     * Sends events now, past the outbox; what fails in passing is queued.
     *
     * @param string $kind
     * @param int $id
     * @param string[] $only
     * @return \Byte8\Client\Api\Data\DeliveryInterface[]
     * @throws \Magento\Framework\Exception\NoSuchEntityException
     */
    public function deliver(string $kind, int $id, array $only = []): array;
}
