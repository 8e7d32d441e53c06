<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App;

class State
{
    public const MODE_PRODUCTION = 'production';

    public function __construct(private readonly string $mode = 'default')
    {
    }

    /**
     * @return string
     */
    public function getMode()
    {
        return $this->mode;
    }

    /**
     * @param string $areaCode
     * @param callable $callback
     * @param array<mixed> $params
     * @return mixed
     */
    public function emulateAreaCode($areaCode, $callback, $params = [])
    {
        return $callback(...$params);
    }
}
