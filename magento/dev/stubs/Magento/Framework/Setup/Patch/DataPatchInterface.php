<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Setup\Patch;

interface DataPatchInterface
{
    /**
     * @return string[]
     */
    public static function getDependencies();

    /**
     * @return string[]
     */
    public function getAliases();

    /**
     * @return $this
     */
    public function apply();
}
