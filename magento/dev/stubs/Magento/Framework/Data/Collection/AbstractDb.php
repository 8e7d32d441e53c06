<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Data\Collection;

/**
 * @extends \Magento\Framework\Data\Collection<\Magento\Framework\DataObject>
 */
abstract class AbstractDb extends \Magento\Framework\Data\Collection
{
    /**
     * @return \Magento\Framework\DB\Adapter\AdapterInterface
     */
    abstract public function getConnection();

    /**
     * @return \Magento\Framework\DB\Select
     */
    abstract public function getSelect();

    /**
     * @return \Magento\Framework\Model\ResourceModel\Db\AbstractDb
     */
    abstract public function getResource();

    /**
     * @param string $filter
     * @param string|\Zend_Db_Expr $alias
     * @param string $group
     * @return $this
     */
    abstract public function addFilterToMap($filter, $alias, $group = 'fields');
}
