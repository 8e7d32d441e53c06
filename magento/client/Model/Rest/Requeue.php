<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\RequeueResultInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Api\RequeueInterface;
use Magento\Framework\Exception\InputException;

/**
 * The ledger's way to requeue what it had refused.
 */
class Requeue implements RequeueInterface
{
    /**
     * @param OutboxAdminInterface $outbox
     */
    public function __construct(private readonly OutboxAdminInterface $outbox)
    {
    }

    /**
     * @inheritdoc
     */
    public function requeue(?string $cause = null, int $limit = self::MAX_LIMIT): RequeueResultInterface
    {
        if ($limit < 1 || $limit > self::MAX_LIMIT) {
            throw InputException::invalidFieldValue('limit', $limit);
        }
        $done = $this->outbox->requeueAll($cause === '' ? null : $cause, $limit);
        return new RequeueResult($done, $this->outbox->countDeadLetters());
    }
}
