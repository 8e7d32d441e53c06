<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Plugin\Inventory;

use Byte8\Client\Model\Event\ProductChanges;

/**
 * Quantities of multi-source inventory. Its types are not named here: a shop may have removed those modules.
 */
class SourceItems
{
    /**
     * @param ProductChanges $products
     */
    public function __construct(private readonly ProductChanges $products)
    {
    }

    /**
     * After source items were saved, deleted or decremented.
     *
     * @param object $subject
     * @param mixed $result
     * @param array<mixed> $sourceItems source items, or arrays with one under "source_item"
     * @return mixed
     */
    public function afterExecute($subject, $result, $sourceItems)
    {
        $this->products->skus(static function () use ($sourceItems): array {
            $skus = [];
            foreach ($sourceItems as $item) {
                $source = is_array($item) ? ($item['source_item'] ?? null) : $item;
                if (is_object($source) && method_exists($source, 'getSku')) {
                    $skus[] = (string)$source->getSku();
                }
            }
            return $skus;
        });
        return $result;
    }
}
