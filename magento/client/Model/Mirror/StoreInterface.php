<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

/**
 * The mirror's rows, one for each (kind, Magento id, provider).
 */
interface StoreInterface
{
    /**
     * The row, or null.
     *
     * @param string $kind
     * @param int $magentoId
     * @param string $provider
     * @return array<string, mixed>|null
     */
    public function find(string $kind, int $magentoId, string $provider): ?array;

    /**
     * The rows of many entities, keyed by Magento id.
     *
     * @param string $kind
     * @param int[] $magentoIds
     * @param string $provider
     * @return array<int, array<string, mixed>>
     */
    public function findMany(string $kind, array $magentoIds, string $provider): array;

    /**
     * Inserts a row; false when somebody else was faster.
     *
     * @param array<string, mixed> $values
     * @return bool
     */
    public function insert(array $values): bool;

    /**
     * Changes one row by primary key.
     *
     * @param int $rowId
     * @param array<string, mixed> $values
     * @param string|null $notAfter only when no outcome is newer than this (database time)
     * @return void
     */
    public function update(int $rowId, array $values, ?string $notAfter = null): void;
}
