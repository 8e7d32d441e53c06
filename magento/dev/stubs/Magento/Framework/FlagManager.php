<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework;

class FlagManager
{
    /** @var array<string, mixed> */
    private array $flags = [];

    /**
     * @param string $code
     * @return string|int|float|bool|array<mixed>|null
     */
    public function getFlagData($code)
    {
        return $this->flags[$code] ?? null;
    }

    /**
     * @param string $code
     * @param string|int|float|bool|array<mixed>|null $value
     * @return bool
     */
    public function saveFlag($code, $value)
    {
        $this->flags[$code] = $value;
        return true;
    }

    /**
     * @param string $code
     * @return bool
     */
    public function deleteFlag($code)
    {
        unset($this->flags[$code]);
        return true;
    }
}
