<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Framework\App\CacheInterface;

/**
 * A cache that forgets by tag only.
 */
class FakeCache implements CacheInterface
{
    /** @var array<string, array{data: string, tags: string[], life: int|null}> */
    public array $entries = [];

    public function load($identifier)
    {
        return $this->entries[$identifier]['data'] ?? '';
    }

    public function save($data, $identifier, $tags = [], $lifeTime = null)
    {
        $this->entries[$identifier] = ['data' => $data, 'tags' => $tags, 'life' => $lifeTime];
        return true;
    }

    public function clean($tags = [])
    {
        $this->entries = array_filter(
            $this->entries,
            static fn (array $entry): bool => array_intersect($entry['tags'], $tags) === []
        );
        return true;
    }
}
