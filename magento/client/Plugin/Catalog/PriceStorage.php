<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Plugin\Catalog;

use Byte8\Client\Model\Event\ProductChanges;

/**
 * Prices and costs that an integration writes by SKU, past the products. Serves the three price storages, whose rows
 * all know their SKU.
 */
class PriceStorage
{
    /**
     * @param ProductChanges $products
     */
    public function __construct(private readonly ProductChanges $products)
    {
    }

    /**
     * After prices were written.
     *
     * @param object $subject
     * @param mixed $result
     * @param array<object> $prices
     * @return mixed
     */
    public function afterUpdate($subject, $result, $prices)
    {
        $this->products->skus(static function () use ($prices): array {
            $skus = [];
            foreach ($prices as $price) {
                if (method_exists($price, 'getSku')) {
                    $skus[] = (string)$price->getSku();
                }
            }
            return $skus;
        });
        return $result;
    }
}
