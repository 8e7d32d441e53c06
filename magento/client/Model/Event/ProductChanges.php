<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Event;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Model\Entity\ProductIds;
use Magento\Framework\App\Config\ScopeConfigInterface;

/**
 * Records that products changed, many at a time.
 */
class ProductChanges
{
    /** Events of one INSERT. */
    private const BATCH = 200;

    /** Stock is seen to change before the change is committed; by then it is. */
    private const STOCK_DELAY_SECONDS = 60;

    /**
     * @param Recorder $recorder
     * @param EventFactory $events
     * @param ProductIds $products
     * @param ScopeConfigInterface $config
     */
    public function __construct(
        private readonly Recorder $recorder,
        private readonly EventFactory $events,
        private readonly ProductIds $products,
        private readonly ScopeConfigInterface $config
    ) {
    }

    /**
     * Products by id.
     *
     * @param array<int|string> $ids
     * @return void
     */
    public function ids(array $ids): void
    {
        $this->record(array_map('intval', $ids), 0);
    }

    /**
     * Products by SKU.
     *
     * @param callable(): array<string> $skus
     * @return void
     */
    public function skus(callable $skus): void
    {
        $this->recorder->record(function () use ($skus): array {
            $this->record($this->products->ofSkus($skus()), 0);
            return [];
        });
    }

    /**
     * Products whose stock an order has changed, if the merchant wants to know.
     *
     * @param callable(): array<int|string> $ids
     * @return void
     */
    public function stock(callable $ids): void
    {
        $this->recorder->record(function () use ($ids): array {
            if ($this->config->isSetFlag(ConfigPathsInterface::STOCK_EVENTS)) {
                $this->record(array_map('intval', $ids()), self::STOCK_DELAY_SECONDS);
            }
            return [];
        });
    }

    /**
     * Stores the events.
     *
     * @param int[] $ids
     * @param int $delay
     * @return void
     */
    private function record(array $ids, int $delay): void
    {
        $wanted = array_unique(array_filter($ids, static fn (int $id): bool => $id > 0));
        foreach (array_chunk($wanted, self::BATCH) as $batch) {
            $this->recorder->record(fn (): array => array_map(
                fn (int $id): Event => $this->events->productUpserted($id, $delay),
                $batch
            ));
        }
    }
}
