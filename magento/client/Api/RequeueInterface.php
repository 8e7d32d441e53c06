<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * POST /V1/byte8/outbox/requeue
 */
interface RequeueInterface
{
    public const MAX_LIMIT = 1000;

    /**
     * Puts dead letters back into the queue, oldest first.
     *
     * @param string|null $cause only those of this cause
     * @param int $limit at most 1000
     * @return \Byte8\Client\Api\Data\RequeueResultInterface
     * @throws \Magento\Framework\Exception\InputException
     */
    public function requeue(?string $cause = null, int $limit = 1000): Data\RequeueResultInterface;
}
