<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Delivers what waits in the outbox.
 */
interface DrainInterface
{
    /**
     * Sends due rows until none is left, the time is up, or the ledger cannot be reached or refuses the token.
     *
     * @param int $seconds time budget
     * @return int how many rows were delivered
     */
    public function run(int $seconds): int;
}
