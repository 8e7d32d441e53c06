<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\RequeueResultInterface;

/**
 * What a requeue did.
 */
class RequeueResult implements RequeueResultInterface
{
    /**
     * @param int $requeued
     * @param int $left
     */
    public function __construct(
        private readonly int $requeued,
        private readonly int $left
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getRequeued(): int
    {
        return $this->requeued;
    }

    /**
     * @inheritdoc
     */
    public function getDeadLettered(): int
    {
        return $this->left;
    }
}
