<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Grid;

use Byte8\Client\Api\TablesInterface;
use Byte8\SageAccounting\Model\Chip;
use Byte8\SageAccounting\Model\Provider;
use Magento\Framework\Data\Collection\AbstractDb;

/**
 * Adds the status to the query of a grid, so that it sorts, filters and exports like any other column and no row
 * costs a query of its own. Documents join the mirror under names that no grid table has (a plain join would make
 * entity_id ambiguous and break mass actions). An order takes the worst status of its invoices and credit memos.
 */
class SyncStatusJoin
{
    public const COLUMN = 'byte8_sync_status';

    /** Worst first: one failed document makes the order failed. */
    private const WORST_FIRST = ['failed', 'pending', 'skipped', 'synced'];

    private const JOINED = [
        'byte8_sync_magento_id' => 'magento_id',
        'byte8_sync_mirror_status' => 'sync_status',
        'byte8_sync_provider_entity_id' => 'provider_entity_id',
        'byte8_sync_provider_reference' => 'provider_reference',
        'byte8_sync_provider_url' => 'provider_url',
        'byte8_sync_skip_reason' => 'skip_reason',
        'byte8_sync_error_code' => 'error_code',
        'byte8_sync_last_sync_at' => 'last_sync_at',
    ];

    /**
     * @param array<string, string> $documentGrids data source => kind
     * @param array<string, string> $orderGrids data source => anything
     */
    public function __construct(
        private readonly array $documentGrids = [],
        private readonly array $orderGrids = []
    ) {
    }

    /**
     * Joins if the data source is one of ours.
     *
     * @param string $dataSource
     * @param AbstractDb $collection
     * @return void
     */
    public function apply(string $dataSource, AbstractDb $collection): void
    {
        if (isset($this->documentGrids[$dataSource])) {
            $this->joinDocuments($collection, $this->documentGrids[$dataSource]);
        } elseif (isset($this->orderGrids[$dataSource])) {
            $this->addRollup($collection);
        }
    }

    /**
     * One mirror row per document, found by its unique key.
     *
     * @param AbstractDb $collection
     * @param string $kind
     * @return void
     */
    private function joinDocuments(AbstractDb $collection, string $kind): void
    {
        $connection = $collection->getConnection();
        $mirror = $connection->select()
            ->from($collection->getResource()->getTable(TablesInterface::SYNC_STATE), self::JOINED)
            ->where('entity_type = ?', $kind)
            ->where('provider = ?', Provider::CODE);
        $columns = array_keys(self::JOINED);
        $collection->getSelect()->joinLeft(
            ['byte8_sync' => $mirror],
            'byte8_sync.byte8_sync_magento_id = main_table.entity_id',
            array_slice($columns, 2)
        );
        $this->addColumn($collection, sprintf("COALESCE(byte8_sync.byte8_sync_mirror_status, '%s')", Chip::NONE));
    }

    /**
     * The worst status of an order's documents, by two index look-ups.
     *
     * @param AbstractDb $collection
     * @return void
     */
    private function addRollup(AbstractDb $collection): void
    {
        $none = count(self::WORST_FIRST) + 1;
        $worst = sprintf(
            'LEAST(COALESCE((%s), %d), COALESCE((%s), %d))',
            $this->worstOf($collection, 'sales_invoice', 'invoice'),
            $none,
            $this->worstOf($collection, 'sales_creditmemo', 'creditmemo'),
            $none
        );
        $this->addColumn(
            $collection,
            sprintf("COALESCE(ELT(%s, '%s'), '%s')", $worst, implode("', '", self::WORST_FIRST), Chip::NONE)
        );
    }

    /**
     * Rank of the worst document of one kind, null without any.
     *
     * @param AbstractDb $collection
     * @param string $table
     * @param string $kind
     * @return string
     */
    private function worstOf(AbstractDb $collection, string $table, string $kind): string
    {
        $resource = $collection->getResource();
        $rank = new \Zend_Db_Expr(
            sprintf("MIN(FIELD(byte8_state.sync_status, '%s'))", implode("', '", self::WORST_FIRST))
        );
        return (string)$collection->getConnection()->select()
            ->from(['byte8_document' => $resource->getTable($table)], ['byte8_rank' => $rank])
            ->join(
                ['byte8_state' => $resource->getTable(TablesInterface::SYNC_STATE)],
                'byte8_state.magento_id = byte8_document.entity_id',
                []
            )
            ->where('byte8_state.entity_type = ?', $kind)
            ->where('byte8_state.provider = ?', Provider::CODE)
            ->where('byte8_document.order_id = main_table.entity_id');
    }

    /**
     * Selected under its alias, by which it is sorted; filtered by its expression, as WHERE knows no aliases.
     *
     * @param AbstractDb $collection
     * @param string $expression
     * @return void
     */
    private function addColumn(AbstractDb $collection, string $expression): void
    {
        $column = new \Zend_Db_Expr($expression);
        $collection->getSelect()->columns([self::COLUMN => $column]);
        $collection->addFilterToMap(self::COLUMN, $column);
    }
}
