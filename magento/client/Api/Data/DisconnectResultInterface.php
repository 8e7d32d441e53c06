<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * What became of a disconnect.
 */
interface DisconnectResultInterface
{
    /**
     * False when there was nothing to disconnect.
     *
     * @return bool
     */
    public function wasConnected(): bool;

    /**
     * Whether the ledger answered 2xx; decides only the wording of the message.
     *
     * @return bool
     */
    public function isAcknowledged(): bool;
}
