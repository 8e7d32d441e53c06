<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Api;

/**
 * Which version of a Byte8 module is installed.
 */
interface ModuleVersionInterface
{
    /**
     * The version in the module's composer.json, or "unknown".
     *
     * @param string $moduleName for example Byte8_Client
     * @return string
     */
    public function get(string $moduleName): string;
}
