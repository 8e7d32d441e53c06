<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * A page of ids.
 */
interface EntityPageInterface
{
    /**
     * The ids, ascending.
     *
     * @return int[]
     */
    public function getIds(): array;

    /**
     * What to pass as "after" for the next page; null after the last one.
     *
     * @return int|null
     */
    public function getNext(): ?int;
}
