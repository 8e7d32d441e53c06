<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\Model;

class Session
{
    /** @var array<string, mixed> */
    private array $data = [];

    /**
     * @return mixed
     */
    public function getData(string $key = '', bool $clear = false)
    {
        $value = $this->data[$key] ?? null;
        if ($clear) {
            unset($this->data[$key]);
        }
        return $value;
    }

    /**
     * @param mixed $value
     */
    public function setData(string $key, $value): self
    {
        $this->data[$key] = $value;
        return $this;
    }

    public function writeClose(): void
    {
    }
}
