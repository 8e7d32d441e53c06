<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Whether the drain sends, and why not. Written by the drain, read by status pages.
 */
interface QueueStateInterface
{
    public const RUNNING = 'running';

    /** The ledger refused our token (401 or 403): everything waits, one row is tried now and then. Show red. */
    public const PAUSED = 'paused';

    /** The ledger could not be reached: the next try is at getRetryAt(). */
    public const UNREACHABLE = 'unreachable';

    /**
     * One of the constants above.
     *
     * @return string
     */
    public function getState(): string;

    /**
     * For people, the ledger's own words; empty while running.
     *
     * @return string
     */
    public function getReason(): string;

    /**
     * For machines: the refusal's code (bad_token, unknown_tenant, subscription_ended …), http_503 and the like, or
     * unreachable; empty while running.
     *
     * @return string
     */
    public function getCode(): string;

    /**
     * Since when the state holds (UTC, seconds); null while running.
     *
     * @return int|null
     */
    public function getSince(): ?int;

    /**
     * When the drain tries again; null while running.
     *
     * @return int|null
     */
    public function getRetryAt(): ?int;

    /**
     * When the minute cron last ran, connected or not; null: never. Older than ten minutes: cron sleeps.
     *
     * @return int|null
     */
    public function getCronSeenAt(): ?int;
}
