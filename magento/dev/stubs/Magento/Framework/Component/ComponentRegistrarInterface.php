<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Component;

interface ComponentRegistrarInterface
{
    /**
     * @param string $type
     * @return array<string, string>
     */
    public function getPaths($type);

    /**
     * @param string $type
     * @param string $componentName
     * @return string|null
     */
    public function getPath($type, $componentName);
}
