<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Plugin\Catalog;

use Byte8\Client\Model\Event\ProductChanges;
use Magento\Catalog\Model\Product\Action;

/**
 * Attribute values and websites of many products, which no save event tells of.
 */
class MassUpdate
{
    /**
     * @param ProductChanges $products
     */
    public function __construct(private readonly ProductChanges $products)
    {
    }

    /**
     * After attributes were changed.
     *
     * @param Action $subject
     * @param Action $result
     * @param array<int|string> $productIds
     * @return Action
     */
    public function afterUpdateAttributes(Action $subject, $result, $productIds)
    {
        $this->products->ids((array)$productIds);
        return $result;
    }

    /**
     * After websites were changed.
     *
     * @param Action $subject
     * @param mixed $result
     * @param array<int|string> $productIds
     * @return mixed
     */
    public function afterUpdateWebsites(Action $subject, $result, $productIds)
    {
        $this->products->ids((array)$productIds);
        return $result;
    }
}
