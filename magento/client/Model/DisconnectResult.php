<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\Data\DisconnectResultInterface;

/**
 * What became of a disconnect.
 */
class DisconnectResult implements DisconnectResultInterface
{
    /**
     * @param bool $connected
     * @param bool $acknowledged
     */
    public function __construct(
        private readonly bool $connected,
        private readonly bool $acknowledged
    ) {
    }

    /**
     * @inheritdoc
     */
    public function wasConnected(): bool
    {
        return $this->connected;
    }

    /**
     * @inheritdoc
     */
    public function isAcknowledged(): bool
    {
        return $this->acknowledged;
    }
}
