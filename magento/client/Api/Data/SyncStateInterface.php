<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * A row of the mirror.
 */
interface SyncStateInterface
{
    public const PENDING = 'pending';
    public const SYNCED = 'synced';
    public const SKIPPED = 'skipped';
    public const FAILED = 'failed';

    /**
     * PENDING, SYNCED, SKIPPED or FAILED.
     *
     * @return string
     */
    public function getStatus(): string;

    /**
     * The id in the books.
     *
     * @return string|null
     */
    public function getProviderEntityId(): ?string;

    /**
     * The number people see, for example SI-27.
     *
     * @return string|null
     */
    public function getProviderReference(): ?string;

    /**
     * The entity's page in the books, http or https; null when not told.
     *
     * @return string|null
     */
    public function getProviderUrl(): ?string;

    /**
     * Why it was skipped.
     *
     * @return string|null
     */
    public function getSkipReason(): ?string;

    /**
     * Why it failed; delivery_… when the event never reached the ledger.
     *
     * @return string|null
     */
    public function getErrorCode(): ?string;

    /**
     * UTC, YYYY-MM-DD HH:MM:SS: time of the last outcome, or of the event while there is none.
     *
     * @return string
     */
    public function getLastSyncAt(): string;

    /**
     * UTC: time of the last event; later than the outcome means that an update is under way.
     *
     * @return string|null
     */
    public function getLastEventAt(): ?string;
}
