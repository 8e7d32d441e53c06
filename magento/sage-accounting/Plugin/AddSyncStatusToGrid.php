<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Plugin;

use Byte8\SageAccounting\Model\Grid\SyncStatusJoin;
use Magento\Framework\Data\Collection;
use Magento\Framework\Data\Collection\AbstractDb;
use Magento\Framework\View\Element\UiComponent\DataProvider\CollectionFactory;

/**
 * Extends whatever collection a grid uses, so that other modules may replace it and several Byte8 connectors may
 * each add a column.
 */
class AddSyncStatusToGrid
{
    /**
     * @param SyncStatusJoin $join
     */
    public function __construct(private readonly SyncStatusJoin $join)
    {
    }

    /**
     * After the collection is made.
     *
     * @param CollectionFactory $subject
     * @param Collection<\Magento\Framework\DataObject> $result
     * @param string $requestName
     * @return Collection<\Magento\Framework\DataObject>
     */
    public function afterGetReport(CollectionFactory $subject, Collection $result, string $requestName): Collection
    {
        if ($result instanceof AbstractDb) {
            $this->join->apply($requestName, $result);
        }
        return $result;
    }
}
