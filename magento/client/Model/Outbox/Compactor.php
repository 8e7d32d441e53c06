<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\TablesInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Select;

/**
 * Keeps the outbox of a store that is not paired from growing with every edit: of the upserts that were never meant
 * for any ledger yet, only the newest of an entity has to wait.
 */
class Compactor
{
    private const BATCH = 200;
    private const AGE_SECONDS = 86400;

    /**
     * @param ResourceConnection $resource
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * Merges what is overtaken.
     *
     * @return int how many rows
     */
    public function run(): int
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(TablesInterface::OUTBOX);
        $newer = $connection->select()
            ->from(['n' => $table], ['one' => 'n.entity_id'])
            ->where('n.entity_type = m.entity_type')
            ->where('n.magento_id = m.magento_id')
            ->where('n.event_name = m.event_name')
            ->where('n.status = ?', Row::PENDING)
            ->where('n.entity_id > m.entity_id');
        $merged = 0;
        $after = 0;
        do {
            $select = $connection->select()
                ->from(['m' => $table], ['entity_id'])
                ->where('m.entity_id > ?', $after)
                ->where('m.status = ?', Row::PENDING)
                ->where('m.tenant_id = ?', '')
                ->where('m.event_name LIKE ?', '%.upserted')
                ->where('m.attempts = 0')
                ->where('m.claimed_until IS NULL')
                ->where('m.created_at < ?', Utc::sql($this->clock->now() - self::AGE_SECONDS))
                ->where('EXISTS (' . $newer->assemble() . ')')
                ->order('m.entity_id ' . Select::SQL_ASC)
                ->limit(self::BATCH);
            $ids = array_map('intval', $connection->fetchCol($select));
            foreach ($ids as $id) {
                $after = $id;
                $merged += $connection->update(
                    $table,
                    ['status' => Row::SUCCEEDED, 'cause' => 'overtaken'],
                    ['entity_id = ?' => $id, 'status = ?' => Row::PENDING, 'claimed_until IS NULL']
                );
            }
        } while (count($ids) === self::BATCH);
        return $merged;
    }
}
