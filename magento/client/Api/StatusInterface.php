<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * GET /V1/byte8/status: what the ledger wants to know of the store's side.
 */
interface StatusInterface
{
    /**
     * The state of this side.
     *
     * @return \Byte8\Client\Api\Data\StatusInterface
     */
    public function getStatus(): Data\StatusInterface;
}
