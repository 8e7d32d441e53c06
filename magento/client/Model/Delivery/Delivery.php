<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Api\Data\DeliveryInterface;

/**
 * What became of one event that was sent at once.
 */
class Delivery implements DeliveryInterface
{
    /**
     * @param string $outcome
     * @param string $eventName
     * @param string $syncRunId
     * @param int $httpStatus
     * @param string $message
     */
    public function __construct(
        private readonly string $outcome,
        private readonly string $eventName,
        private readonly string $syncRunId = '',
        private readonly int $httpStatus = 0,
        private readonly string $message = ''
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getOutcome(): string
    {
        return $this->outcome;
    }

    /**
     * @inheritdoc
     */
    public function getEventName(): string
    {
        return $this->eventName;
    }

    /**
     * @inheritdoc
     */
    public function getSyncRunId(): string
    {
        return $this->syncRunId;
    }

    /**
     * @inheritdoc
     */
    public function getHttpStatus(): int
    {
        return $this->httpStatus;
    }

    /**
     * @inheritdoc
     */
    public function getMessage(): string
    {
        return $this->message;
    }
}
