<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The store's own side of the pairing: the one copy of the credentials and what they are good for.
 */
interface ConnectionInterface
{
    /** Not paired, or disconnected. */
    public const DISCONNECTED = 'disconnected';

    /** Paired; events are sent and calls are accepted. */
    public const CONNECTED = 'connected';

    /** Credentials are there but cannot be decrypted (encryption key changed): pair again. Events are kept. */
    public const KEY_UNREADABLE = 'key_unreadable';

    /** Paired under another base URL: a clone. Nothing is sent, no call is accepted; pair it for itself. */
    public const CLONED = 'cloned';

    /**
     * One of the constants above.
     *
     * @return string
     */
    public function getState(): string;

    /**
     * Whether the state is CONNECTED.
     *
     * @return bool
     */
    public function isConnected(): bool;

    /**
     * Tenant id, also when the key is unreadable or the store is a clone; empty when not paired.
     *
     * @return string
     */
    public function getTenantId(): string;

    /**
     * The decrypted api key; empty unless CONNECTED. Never show it, never log it.
     *
     * @return string
     */
    public function getApiKey(): string;

    /**
     * The ledger's base URL without trailing slash; the default one before the first pairing.
     *
     * @return string
     */
    public function getBaseUrl(): string;

    /**
     * The store's secure base URL without trailing slash, as the merchant pastes it into the ledger.
     *
     * @return string
     */
    public function getStoreUrl(): string;

    /**
     * The base URL that this store paired under; empty when unknown.
     *
     * @return string
     */
    public function getPairedStoreUrl(): string;
}
