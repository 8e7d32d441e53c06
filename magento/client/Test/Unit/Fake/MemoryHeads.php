<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\Entity\Head;
use Byte8\Client\Model\Entity\HeadReaderInterface;

/**
 * Entities in an array.
 */
class MemoryHeads implements HeadReaderInterface
{
    /** @var array<int, array<int, mixed>> what was asked of missed() */
    public array $asked = [];

    /**
     * @param Head[] $heads
     */
    public function __construct(public array $heads = [])
    {
    }

    public function get(string $kind, int $id): ?Head
    {
        foreach ($this->heads as $head) {
            if ($head->kind === $kind && $head->id === $id) {
                return $head;
            }
        }
        return null;
    }

    public function ids(string $kind, ?string $from, ?string $to, int $after, int $limit): array
    {
        $ids = [];
        foreach ($this->heads as $head) {
            if ($head->kind === $kind && $head->id > $after) {
                $ids[] = $head->id;
            }
        }
        return array_slice($ids, 0, $limit);
    }

    public function missed(string $kind, string $since, int $after, int $limit): array
    {
        $this->asked[] = [$kind, $since, $after];
        return array_slice(array_values(array_filter(
            $this->heads,
            static fn (Head $head): bool => $head->kind === $kind && $head->id > $after
        )), 0, $limit);
    }
}
