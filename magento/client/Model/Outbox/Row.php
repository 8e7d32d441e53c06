<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\EventsInterface;
use Byte8\Core\Model\Utc;

/**
 * A row of the outbox. Times are seconds in UTC.
 */
class Row
{
    public const PENDING = 'pending';
    public const SUCCEEDED = 'succeeded';
    public const DEAD_LETTERED = 'dead_lettered';

    /** Waits for its own tenant, while the store is paired with another one. */
    public const PARKED = 'parked';

    /**
     * @param int $id
     * @param string $key
     * @param string $eventName
     * @param string $kind
     * @param int $magentoId
     * @param string $tenantId
     * @param string $payload
     * @param string $status
     * @param int $attempts
     * @param int|null $lastStatusCode
     * @param int|null $lastAttemptAt
     * @param string $lastError
     * @param string $cause
     */
    public function __construct(
        public readonly int $id,
        public readonly string $key,
        public readonly string $eventName,
        public readonly string $kind,
        public readonly int $magentoId,
        public readonly string $tenantId,
        public readonly string $payload,
        public readonly string $status,
        public readonly int $attempts,
        public readonly ?int $lastStatusCode,
        public readonly ?int $lastAttemptAt,
        public readonly string $lastError,
        public readonly string $cause
    ) {
    }

    /**
     * Reads a database row.
     *
     * @param array<string, mixed> $data
     * @return self
     */
    public static function fromData(array $data): self
    {
        $code = $data['last_status_code'] ?? null;
        return new self(
            (int)$data['entity_id'],
            (string)$data['idempotency_key'],
            (string)$data['event_name'],
            (string)($data['entity_type'] ?? ''),
            (int)($data['magento_id'] ?? 0),
            (string)($data['tenant_id'] ?? ''),
            (string)($data['payload'] ?? ''),
            (string)$data['status'],
            (int)$data['attempts'],
            $code === null ? null : (int)$code,
            Utc::parse(isset($data['last_attempt_at']) ? (string)$data['last_attempt_at'] : null),
            (string)($data['last_error'] ?? ''),
            (string)($data['cause'] ?? '')
        );
    }

    /**
     * Whether only the last one of several such events matters.
     *
     * @return bool
     */
    public function isUpsert(): bool
    {
        return self::upserts($this->eventName);
    }

    /**
     * The same for an event's name.
     *
     * @param string $eventName
     * @return bool
     */
    public static function upserts(string $eventName): bool
    {
        return in_array(
            $eventName,
            [EventsInterface::CUSTOMER_UPSERTED, EventsInterface::PRODUCT_UPSERTED],
            true
        );
    }
}
