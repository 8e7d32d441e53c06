<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * The providers whose mirror rows are kept. A provider module adds its code to the constructor argument
 * "providers" of Byte8\Client\Model\ProviderPool in its di.xml.
 */
interface ProviderPoolInterface
{
    /**
     * Provider codes, for example sage_accounting.
     *
     * @return string[]
     */
    public function getCodes(): array;
}
