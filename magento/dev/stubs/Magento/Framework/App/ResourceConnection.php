<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App;

use Magento\Framework\DB\Adapter\AdapterInterface;

class ResourceConnection
{
    public function __construct(private readonly AdapterInterface $connection)
    {
    }

    /**
     * @param string $resourceName
     * @return AdapterInterface
     */
    public function getConnection($resourceName = 'default')
    {
        return $this->connection;
    }

    /**
     * @param string $modelEntity
     * @param string $connectionName
     * @return string
     */
    public function getTableName($modelEntity, $connectionName = 'default')
    {
        return $modelEntity;
    }
}
