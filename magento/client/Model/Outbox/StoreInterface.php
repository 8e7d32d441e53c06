<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Model\Event\Event;

/**
 * The outbox as enqueueing and delivery need it. Every change is one statement; none locks more rows than it names, so
 * that a merchant's save never waits for the drain.
 */
interface StoreInterface
{
    /**
     * One INSERT for all events; a key that is there already stays as it is.
     *
     * @param Event[] $events
     * @param string $tenantId
     * @return void
     */
    public function insert(array $events, string $tenantId): void;

    /**
     * Rows that may be sent, oldest first: due, unclaimed, of this tenant or of no tenant yet, and with no earlier
     * unfinished row of the same entity before them (for upserts: none that is being sent).
     *
     * @param string $tenantId
     * @param int $now
     * @param int $afterId
     * @param int $limit
     * @return array<int, array{id: int, event: string, magento_id: int}>
     */
    public function due(string $tenantId, int $now, int $afterId, int $limit): array;

    /**
     * The newest row of an upsert that was never sent; null when there is none.
     *
     * @param string $tenantId
     * @param string $eventName
     * @param int $magentoId
     * @return int|null
     */
    public function newestUnsent(string $tenantId, string $eventName, int $magentoId): ?int;

    /**
     * Takes a row for one sender, if it is still free. Null when somebody else was faster.
     *
     * @param int $id
     * @param string $token
     * @param int $now
     * @param int $until
     * @return Row|null
     */
    public function claim(int $id, string $token, int $now, int $until): ?Row;

    /**
     * Marks the older free rows of the same upsert as done by this one, but not those that wait because the change
     * they tell of may not be committed yet.
     *
     * @param Row $into
     * @param string $tenantId
     * @param int $now
     * @return int how many
     */
    public function absorb(Row $into, string $tenantId, int $now): int;

    /**
     * Writes the outcome and lets go of the row; false when the claim is no longer ours.
     *
     * @param int $id
     * @param string $token
     * @param Settlement $settlement
     * @param int $now
     * @return bool
     */
    public function settle(int $id, string $token, Settlement $settlement, int $now): bool;

    /**
     * After a pairing: rows of other tenants are set aside, rows of this one come back.
     *
     * @param string $tenantId
     * @return void
     */
    public function adoptTenant(string $tenantId): void;
}
