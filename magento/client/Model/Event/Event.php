<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Event;

use Byte8\Core\Model\JsonText;
use Byte8\Core\Model\Utc;

/**
 * One event, as it goes into the outbox.
 */
class Event
{
    /**
     * @param string $name
     * @param string $kind
     * @param int $entityId
     * @param int $websiteId
     * @param int $storeId
     * @param array<string, mixed> $payload
     * @param string $key
     * @param int $occurredAt
     * @param int $delay seconds before it is due
     */
    public function __construct(
        public readonly string $name,
        public readonly string $kind,
        public readonly int $entityId,
        public readonly int $websiteId,
        public readonly int $storeId,
        public readonly array $payload,
        public readonly string $key,
        public readonly int $occurredAt,
        public readonly int $delay = 0
    ) {
    }

    /**
     * The five keys of the envelope, in the order of the wire.
     *
     * @return string
     */
    public function body(): string
    {
        return JsonText::encode([
            'magento_entity_id' => $this->entityId,
            'website_id' => $this->websiteId,
            'store_id' => $this->storeId,
            'occurred_at' => Utc::iso($this->occurredAt),
            'payload' => (object)$this->payload,
        ]);
    }

    /**
     * The same event under another key.
     *
     * @param string $key
     * @return self
     */
    public function withKey(string $key): self
    {
        return new self(
            $this->name,
            $this->kind,
            $this->entityId,
            $this->websiteId,
            $this->storeId,
            $this->payload,
            $key,
            $this->occurredAt,
            $this->delay
        );
    }
}
