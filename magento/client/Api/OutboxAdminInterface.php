<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The outbox as operators see it.
 */
interface OutboxAdminInterface
{
    /**
     * Number of dead letters.
     *
     * @return int
     */
    public function countDeadLetters(): int;

    /**
     * Dead letters by cause, most frequent first, for example ["binding_revoked" => 3, "http_422" => 1].
     *
     * @return array<string, int>
     */
    public function countByCause(): array;

    /**
     * Number of rows that wait (all tenants), and the oldest one's time (UTC, seconds) or null.
     *
     * @return array{count: int, oldest_at: int|null}
     */
    public function pending(): array;

    /**
     * Dead letters, newest first.
     *
     * @param int $limit
     * @return \Byte8\Client\Model\Outbox\Row[]
     */
    public function deadLetters(int $limit): array;

    /**
     * Back to pending, due at once, under the same key. The chip goes to pending.
     *
     * @param int $rowId
     * @return string requeued, not_dead, other_tenant (the store is paired with another one now) or missing
     */
    public function requeue(int $rowId): string;

    /**
     * The same for many: all dead letters, or those of one cause, oldest first.
     *
     * @param string|null $cause
     * @param int $limit 0 means all
     * @return int how many
     */
    public function requeueAll(?string $cause = null, int $limit = 0): int;

    /**
     * Removes delivered rows older than so many days, in small steps.
     *
     * @param int $days at least 1
     * @param bool $dryRun only count
     * @return int how many
     * @throws \InvalidArgumentException
     */
    public function cleanup(int $days, bool $dryRun = false): int;
}
