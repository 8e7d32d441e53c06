<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Entity;

use Magento\Framework\App\ResourceConnection;

/**
 * Product ids of SKUs.
 */
class ProductIds
{
    private const BATCH = 500;

    /**
     * @param ResourceConnection $resource
     */
    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    /**
     * Ids of the SKUs that exist.
     *
     * @param string[] $skus
     * @return int[]
     */
    public function ofSkus(array $skus): array
    {
        $connection = $this->resource->getConnection();
        $ids = [];
        foreach (array_chunk(array_values(array_unique($skus)), self::BATCH) as $batch) {
            $select = $connection->select()
                ->from($this->resource->getTableName('catalog_product_entity'), ['entity_id'])
                ->where('sku IN (?)', $batch);
            foreach ($connection->fetchCol($select) as $id) {
                $ids[] = (int)$id;
            }
        }
        return array_values(array_unique($ids));
    }
}
