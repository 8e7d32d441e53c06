<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * An answer of the ledger's health route, or the lack of one. Absent fields are null.
 */
interface HealthResultInterface
{
    /**
     * False: no connection, no answer in time, not 2xx or not JSON. True with all fields null is an empty answer.
     *
     * @return bool
     */
    public function isReachable(): bool;

    /**
     * HTTP status, 0 when there was no answer or no call.
     *
     * @return int
     */
    public function getHttpStatus(): int;

    /**
     * Path tenant.magento_connection_status: pending, active, token_revoked or another word.
     *
     * @return string|null
     */
    public function getConnectionStatus(): ?string;

    /**
     * Path binding.status; null when no business is bound.
     *
     * @return string|null
     */
    public function getBindingStatus(): ?string;

    /**
     * Path binding.reason: why the binding is not active, for example subscription_ended; null when not told.
     *
     * @return string|null
     */
    public function getBindingReason(): ?string;

    /**
     * Path binding.region: uk, ie, ca.
     *
     * @return string|null
     */
    public function getRegion(): ?string;

    /**
     * Path sync.last_run_at as sent.
     *
     * @return string|null
     */
    public function getLastRunAt(): ?string;

    /**
     * Path sync.pending_count.
     *
     * @return int|null
     */
    public function getPendingCount(): ?int;

    /**
     * Path sync.failed_24h.
     *
     * @return int|null
     */
    public function getFailedLastDay(): ?int;
}
