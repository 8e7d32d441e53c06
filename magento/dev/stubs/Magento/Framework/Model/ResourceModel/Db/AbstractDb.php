<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Model\ResourceModel\Db;

abstract class AbstractDb
{
    /**
     * @param string $tableName
     * @return string
     */
    abstract public function getTable($tableName);
}
