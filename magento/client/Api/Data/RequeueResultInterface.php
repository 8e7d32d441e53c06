<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * What a requeue did.
 */
interface RequeueResultInterface
{
    /**
     * How many rows are pending again.
     *
     * @return int
     */
    public function getRequeued(): int;

    /**
     * How many dead letters are left.
     *
     * @return int
     */
    public function getDeadLettered(): int;
}
