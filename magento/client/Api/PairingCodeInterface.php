<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The pairing code in the admin. Only SHA-256 of the code and its time are stored.
 */
interface PairingCodeInterface
{
    public const LIFETIME_SECONDS = 1800;

    public const NONE = 'none';
    public const LIVE = 'live';
    public const EXPIRED = 'expired';

    /**
     * Makes a new code (32 lower-case hex characters) that replaces the former one. Show it once.
     *
     * @return string
     */
    public function generate(): string;

    /**
     * NONE, LIVE or EXPIRED, read past the configuration cache.
     *
     * @return string
     */
    public function getStatus(): string;

    /**
     * Seconds since the stored code was made; null when there is none.
     *
     * @return int|null
     */
    public function getAge(): ?int;

    /**
     * Forgets the code.
     *
     * @return void
     */
    public function clear(): void;
}
