<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Observer;

use Byte8\Client\Model\Event\ProductChanges;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;

/**
 * A bunch of an import was saved.
 */
class ProductsImported implements ObserverInterface
{
    /**
     * @param ProductChanges $products
     */
    public function __construct(private readonly ProductChanges $products)
    {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->products->skus(static function () use ($observer): array {
            $skus = [];
            foreach ((array)$observer->getData('bunch') as $row) {
                if (is_array($row) && isset($row['sku']) && is_scalar($row['sku'])) {
                    $skus[] = (string)$row['sku'];
                }
            }
            return $skus;
        });
    }
}
