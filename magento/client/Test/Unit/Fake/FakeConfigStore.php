<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\ConfigStore;

/**
 * core_config_data over the array of a FakeConfig, with a transaction that can be rolled back.
 */
class FakeConfigStore extends ConfigStore
{
    /** @var (\Closure(): void)|null runs when the next transaction begins, as another request would */
    public ?\Closure $meanwhile = null;

    public function __construct(private readonly FakeConfig $rows)
    {
    }

    public function read(string $path): ?string
    {
        $value = $this->rows->values[$path] ?? null;
        return $value === null ? null : (string)$value;
    }

    public function write(array $values): void
    {
        $this->rows->values = $values + $this->rows->values;
    }

    public function remove(array $paths): void
    {
        foreach ($paths as $path) {
            unset($this->rows->values[$path]);
        }
    }

    public function removeIf(string $path, string $value): bool
    {
        if ($this->read($path) !== $value) {
            return false;
        }
        $this->remove([$path]);
        return true;
    }

    public function atomically(callable $changes): void
    {
        if ($this->meanwhile !== null) {
            $meanwhile = $this->meanwhile;
            $this->meanwhile = null;
            $meanwhile();
        }
        $before = $this->rows->values;
        try {
            $changes();
        } catch (\Throwable $e) {
            $this->rows->values = $before;
            throw $e;
        }
    }

    public function refresh(): void
    {
        $this->rows->reinit();
    }
}
