<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\Mirror\StoreInterface;

/**
 * The mirror over an array.
 */
class MemoryMirror implements StoreInterface
{
    /** @var array<string, array<string, mixed>> */
    public array $rows = [];

    public ?\Throwable $failure = null;

    public function find(string $kind, int $magentoId, string $provider): ?array
    {
        if ($this->failure !== null) {
            throw $this->failure;
        }
        return $this->rows["$kind:$magentoId:$provider"] ?? null;
    }

    public function findMany(string $kind, array $magentoIds, string $provider): array
    {
        $found = [];
        foreach ($magentoIds as $id) {
            $row = $this->find($kind, $id, $provider);
            if ($row !== null) {
                $found[$id] = $row;
            }
        }
        return $found;
    }

    public function insert(array $values): bool
    {
        $key = $values['entity_type'] . ':' . $values['magento_id'] . ':' . $values['provider'];
        if (isset($this->rows[$key])) {
            return false;
        }
        $this->rows[$key] = $values + ['entity_id' => count($this->rows) + 1];
        return true;
    }

    public function update(int $rowId, array $values, ?string $notAfter = null): void
    {
        foreach ($this->rows as $key => $row) {
            if ($row['entity_id'] !== $rowId) {
                continue;
            }
            $known = $row['last_outcome_at'] ?? ($row['sync_status'] === 'pending' ? null : $row['last_sync_at']);
            if ($notAfter === null || $known === null || $known <= $notAfter) {
                $this->rows[$key] = $values + $row;
            }
        }
    }
}
