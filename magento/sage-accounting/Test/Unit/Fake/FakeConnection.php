<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Fake;

use Byte8\Client\Api\ConnectionInterface;

/**
 * A pairing that a test sets.
 */
class FakeConnection implements ConnectionInterface
{
    public function __construct(
        public string $state = self::CONNECTED,
        public string $baseUrl = 'https://ledger.example.com'
    ) {
    }

    public function getState(): string
    {
        return $this->state;
    }

    public function isConnected(): bool
    {
        return $this->state === self::CONNECTED;
    }

    public function getTenantId(): string
    {
        return $this->state === self::DISCONNECTED ? '' : 'tenant-1';
    }

    public function getApiKey(): string
    {
        return 'key';
    }

    public function getBaseUrl(): string
    {
        return $this->baseUrl;
    }

    public function getStoreUrl(): string
    {
        return 'https://staging.example.com';
    }

    public function getPairedStoreUrl(): string
    {
        return 'https://shop.example.com';
    }
}
