<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Csp\Model\Policy;

class FetchPolicy implements \Magento\Csp\Api\Data\PolicyInterface
{
    /**
     * @param string $id
     * @param bool $noneAllowed
     * @param string[] $hostSources
     */
    public function __construct(
        private readonly string $id,
        public readonly bool $noneAllowed = true,
        private readonly array $hostSources = []
    ) {
    }

    public function getId(): string
    {
        return $this->id;
    }

    /**
     * @return string[]
     */
    public function getHostSources(): array
    {
        return $this->hostSources;
    }
}
