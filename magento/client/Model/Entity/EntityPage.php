<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

use Byte8\Client\Api\Data\EntityPageInterface;

/**
 * A page of ids.
 */
class EntityPage implements EntityPageInterface
{
    /**
     * @param int[] $ids
     * @param int|null $next
     */
    public function __construct(
        private readonly array $ids,
        private readonly ?int $next
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getIds(): array
    {
        return $this->ids;
    }

    /**
     * @inheritdoc
     */
    public function getNext(): ?int
    {
        return $this->next;
    }
}
