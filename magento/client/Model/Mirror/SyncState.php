<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

use Byte8\Client\Api\Data\SyncStateInterface;

/**
 * A mirror row for readers.
 */
class SyncState implements SyncStateInterface
{
    /**
     * @param array<string, mixed> $row
     */
    public function __construct(private readonly array $row)
    {
    }

    /**
     * @inheritdoc
     */
    public function getStatus(): string
    {
        return (string)$this->row['sync_status'];
    }

    /**
     * @inheritdoc
     */
    public function getProviderEntityId(): ?string
    {
        return $this->text('provider_entity_id');
    }

    /**
     * @inheritdoc
     */
    public function getProviderReference(): ?string
    {
        return $this->text('provider_reference');
    }

    /**
     * @inheritdoc
     */
    public function getProviderUrl(): ?string
    {
        return $this->text('provider_url');
    }

    /**
     * @inheritdoc
     */
    public function getSkipReason(): ?string
    {
        return $this->text('skip_reason');
    }

    /**
     * @inheritdoc
     */
    public function getErrorCode(): ?string
    {
        return $this->text('error_code');
    }

    /**
     * @inheritdoc
     */
    public function getLastSyncAt(): string
    {
        return (string)$this->text('last_sync_at');
    }

    /**
     * @inheritdoc
     */
    public function getLastEventAt(): ?string
    {
        return $this->text('last_event_at');
    }

    /**
     * A column, null when it is empty.
     *
     * @param string $column
     * @return string|null
     */
    private function text(string $column): ?string
    {
        $value = $this->row[$column] ?? null;
        return $value === null || $value === '' ? null : (string)$value;
    }
}
