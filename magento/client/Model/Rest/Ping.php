<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Canonical\Data\PingInterface as PingDataInterface;
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\PingInterface;
use Byte8\Client\Model\Canonical\Data\Ping as PingData;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;

/**
 * An object on the wire, where the original sent a bare list.
 */
class Ping implements PingInterface
{
    /**
     * @param ConnectionInterface $connection
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * @inheritdoc
     */
    public function ping(): PingDataInterface
    {
        return new PingData([
            'ok' => true,
            'tenant_id' => $this->connection->getTenantId(),
            'server_time' => Utc::iso($this->clock->now()),
        ]);
    }
}
