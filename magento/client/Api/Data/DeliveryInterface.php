<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * What became of one event that was sent at once.
 */
interface DeliveryInterface
{
    public const DELIVERED = 'delivered';
    public const QUEUED = 'queued';
    public const REFUSED = 'refused';

    /**
     * DELIVERED, QUEUED (failed in passing, is in the outbox now) or REFUSED.
     *
     * @return string
     */
    public function getOutcome(): string;

    /**
     * Event name.
     *
     * @return string
     */
    public function getEventName(): string;

    /**
     * The ledger's run id; empty when it gave none.
     *
     * @return string
     */
    public function getSyncRunId(): string;

    /**
     * HTTP status, 0 when there was no answer.
     *
     * @return int
     */
    public function getHttpStatus(): int;

    /**
     * For people: the reason of a failure, the ledger's own words included.
     *
     * @return string
     */
    public function getMessage(): string;
}
