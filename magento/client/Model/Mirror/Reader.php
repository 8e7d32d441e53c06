<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\SyncStateReaderInterface;

/**
 * The mirror for blocks and roll-ups.
 */
class Reader implements SyncStateReaderInterface
{
    /**
     * @param StoreInterface $store
     */
    public function __construct(private readonly StoreInterface $store)
    {
    }

    /**
     * @inheritdoc
     */
    public function get(string $kind, int $magentoId, string $provider): ?SyncStateInterface
    {
        $row = $this->store->find($kind, $magentoId, $provider);
        return $row === null ? null : new SyncState($row);
    }

    /**
     * @inheritdoc
     */
    public function getMany(string $kind, array $magentoIds, string $provider): array
    {
        return array_map(
            static fn (array $row): SyncStateInterface => new SyncState($row),
            $this->store->findMany($kind, $magentoIds, $provider)
        );
    }
}
