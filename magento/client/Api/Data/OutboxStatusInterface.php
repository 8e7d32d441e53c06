<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * The outbox in numbers.
 */
interface OutboxStatusInterface
{
    /**
     * Rows that wait.
     *
     * @return int
     */
    public function getPending(): int;

    /**
     * Time of the oldest row that waits, UTC; null when none does.
     *
     * @return string|null
     */
    public function getOldestAt(): ?string;

    /**
     * Dead letters.
     *
     * @return int
     */
    public function getDeadLettered(): int;

    /**
     * Dead letters by cause.
     *
     * @return \Byte8\Client\Api\Data\CauseCountInterface[]
     */
    public function getByCause(): array;

    /**
     * Whether the drain sends: running, paused or unreachable.
     *
     * @return string
     */
    public function getQueue(): string;
}
