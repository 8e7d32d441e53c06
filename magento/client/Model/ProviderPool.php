<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\ProviderPoolInterface;

/**
 * Filled by the provider modules in their di.xml.
 */
class ProviderPool implements ProviderPoolInterface
{
    /**
     * @param array<string, string> $providers
     */
    public function __construct(private readonly array $providers = [])
    {
    }

    /**
     * @inheritdoc
     */
    public function getCodes(): array
    {
        return array_values(array_unique(array_filter($this->providers)));
    }
}
