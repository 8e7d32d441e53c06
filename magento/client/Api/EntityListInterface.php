<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * GET /V1/byte8/entities, and the pages of backfill: ids in ascending order.
 */
interface EntityListInterface
{
    public const MAX_LIMIT = 1000;

    /**
     * Ids greater than $after whose created_at lies in [from, to).
     *
     * @param string $kind invoice, creditmemo, customer or product
     * @param string|null $from UTC, YYYY-MM-DDTHH:MM:SSZ
     * @param string|null $to
     * @param int $after
     * @param int $limit at most 1000
     * @return \Byte8\Client\Api\Data\EntityPageInterface
     * @throws \Magento\Framework\Exception\InputException
     */
    public function getList(
        string $kind,
        ?string $from = null,
        ?string $to = null,
        int $after = 0,
        int $limit = 500
    ): Data\EntityPageInterface;
}
