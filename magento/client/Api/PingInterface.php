<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * GET /V1/byte8/ping
 */
interface PingInterface
{
    /**
     * A sign of life.
     *
     * @return \Byte8\Client\Api\Canonical\Data\PingInterface
     */
    public function ping(): Canonical\Data\PingInterface;
}
