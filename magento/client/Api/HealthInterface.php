<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The ledger's word on this store (GET /v1/tile/health), cached for 30 seconds, failures as well.
 */
interface HealthInterface
{
    /**
     * Reads through the cache; a miss costs one call of at most 2 seconds. For asynchronous requests of the
     * admin and for commands, not for rendering a page.
     *
     * @return \Byte8\Client\Api\Data\HealthResultInterface
     */
    public function read(): Data\HealthResultInterface;

    /**
     * Only what is cached; null when nothing is. Never calls outward.
     *
     * @return \Byte8\Client\Api\Data\HealthResultInterface|null
     */
    public function peek(): ?Data\HealthResultInterface;

    /**
     * Drops what is cached.
     *
     * @return void
     */
    public function forget(): void;
}
