<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

/**
 * Reads entities by the page, without loading models.
 */
interface HeadReaderInterface
{
    /**
     * One entity; null when it is not there.
     *
     * @param string $kind
     * @param int $id
     * @return Head|null
     */
    public function get(string $kind, int $id): ?Head;

    /**
     * Ids above $after, ascending, created in [from, to) (database times).
     *
     * @param string $kind
     * @param string|null $from
     * @param string|null $to
     * @param int $after
     * @param int $limit
     * @return int[]
     */
    public function ids(string $kind, ?string $from, ?string $to, int $after, int $limit): array;

    /**
     * Entities changed since a time of which the outbox knows nothing as new, ascending by id.
     *
     * @param string $kind
     * @param string $since database time
     * @param int $after
     * @param int $limit
     * @return Head[]
     */
    public function missed(string $kind, string $since, int $after, int $limit): array;
}
