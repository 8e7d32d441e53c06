<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The mirror, for grids and blocks.
 */
interface SyncStateReaderInterface
{
    /**
     * One entity's state; null when nothing is known.
     *
     * @param string $kind
     * @param int $magentoId
     * @param string $provider
     * @return \Byte8\Client\Api\Data\SyncStateInterface|null
     */
    public function get(string $kind, int $magentoId, string $provider): ?Data\SyncStateInterface;

    /**
     * Many states in one query, keyed by Magento id.
     *
     * @param string $kind
     * @param int[] $magentoIds
     * @param string $provider
     * @return array<int, \Byte8\Client\Api\Data\SyncStateInterface>
     */
    public function getMany(string $kind, array $magentoIds, string $provider): array;
}
