<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * Sign of life.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface PingInterface
{
    /**
     * Always true.
     *
     * @return bool
     */
    public function getOk(): bool;

    /**
     * Tenant this store is paired as.
     *
     * @return string
     */
    public function getTenantId(): string;

    /**
     * UTC.
     *
     * @return string
     */
    public function getServerTime(): string;
}
