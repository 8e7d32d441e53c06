<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

use Byte8\Client\Api\Data\EntityPageInterface;
use Byte8\Client\Api\EntityListInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\Exception\InputException;

/**
 * Pages of ids for sweeps, backfill and reconciliation.
 */
class EntityList implements EntityListInterface
{
    /**
     * @param HeadReaderInterface $heads
     */
    public function __construct(private readonly HeadReaderInterface $heads)
    {
    }

    /**
     * @inheritdoc
     */
    public function getList(
        string $kind,
        ?string $from = null,
        ?string $to = null,
        int $after = 0,
        int $limit = 500
    ): EntityPageInterface {
        if (!in_array($kind, EventsInterface::KINDS, true)) {
            throw InputException::invalidFieldValue('kind', $kind);
        }
        if ($limit < 1 || $limit > self::MAX_LIMIT) {
            throw InputException::invalidFieldValue('limit', $limit);
        }
        $ids = $this->heads->ids($kind, $this->time('from', $from), $this->time('to', $to), max(0, $after), $limit);
        $next = count($ids) === $limit ? $ids[count($ids) - 1] : null;
        return new EntityPage($ids, $next);
    }

    /**
     * A time of the wire as one of the database.
     *
     * @param string $field
     * @param string|null $text
     * @return string|null
     * @throws InputException
     */
    private function time(string $field, ?string $text): ?string
    {
        if ($text === null || $text === '') {
            return null;
        }
        $seconds = Utc::parse($text);
        if ($seconds === null) {
            throw InputException::invalidFieldValue($field, $text);
        }
        return Utc::sql($seconds);
    }
}
