<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Setup\Patch\Data;

use Byte8\Client\Model\Upgrade\TakeOver;
use Magento\Framework\Setup\Patch\DataPatchInterface;

/**
 * Takes over what the original modules left. On a new store there is nothing to do.
 */
class TakeOverOriginal implements DataPatchInterface
{
    /**
     * @param TakeOver $takeOver
     */
    public function __construct(private readonly TakeOver $takeOver)
    {
    }

    /**
     * @inheritdoc
     */
    public function apply()
    {
        $this->takeOver->apply();
        return $this;
    }

    /**
     * @inheritdoc
     */
    public static function getDependencies()
    {
        return [];
    }

    /**
     * @inheritdoc
     */
    public function getAliases()
    {
        return [];
    }
}
