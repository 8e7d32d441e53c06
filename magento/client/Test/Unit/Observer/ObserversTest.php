<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Observer;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Model\Entity\Head;
use Byte8\Client\Model\Entity\ProductIds;
use Byte8\Client\Model\Entity\Websites;
use Byte8\Client\Model\Event\ProductChanges;
use Byte8\Client\Model\Event\Recorder;
use Byte8\Client\Observer\CreditMemoSaved;
use Byte8\Client\Observer\CustomerSaved;
use Byte8\Client\Observer\InvoiceSaved;
use Byte8\Client\Observer\OrderStock;
use Byte8\Client\Observer\ProductSaved;
use Byte8\Client\Observer\ProductsImported;
use Byte8\Client\Plugin\Catalog\MassUpdate;
use Byte8\Client\Plugin\Catalog\PriceStorage;
use Byte8\Client\Plugin\Inventory\SourceItems;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\FakeStores;
use Byte8\Client\Test\Unit\Fake\MemoryHeads;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Catalog\Model\Product\Action;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DataObject;
use Magento\Framework\Event\Observer;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Creditmemo;
use Magento\Sales\Model\Order\Invoice;
use Magento\Sales\Model\Order\Item;
use PHPUnit\Framework\TestCase;

/**
 * Which save tells what. E-24, E-41, B010, recorded facts of side effects.
 */
class ObserversTest extends TestCase
{
    private World $world;
    private FakeAdapter $database;
    private Recorder $recorder;
    private ProductChanges $products;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->world->config->values[ConfigPathsInterface::STOCK_EVENTS] = '1';
        $this->database = new FakeAdapter();
        $this->recorder = new Recorder($this->world->outbox, $this->world->logger);
        $this->products = new ProductChanges(
            $this->recorder,
            $this->world->events,
            new ProductIds(new ResourceConnection($this->database)),
            $this->world->config
        );
    }

    /**
     * @dataProvider invoices
     * @param array<string, mixed> $original
     * @param string[] $events
     */
    public function testAnInvoice(int $state, array $original, array $events): void
    {
        $invoice = new Invoice(
            ['entity_id' => '42', 'state' => $state, 'store_id' => '3', 'increment_id' => '000000042'],
            $original
        );
        (new InvoiceSaved($this->recorder, $this->world->events, new Websites(new FakeStores())))
            ->execute(new Observer(['invoice' => $invoice]));
        self::assertSame($events, array_column($this->world->store->rows, 'key'));
        foreach ($this->world->store->rows as $row) {
            self::assertStringContainsString('"website_id":2,"store_id":3', $row['body']);
        }
    }

    /**
     * @return array<string, array{int, array<string, mixed>, string[]}>
     */
    public static function invoices(): array
    {
        $known = ['entity_id' => '42'];
        return [
            'offline: created and paid, in this order' => [2, [], ['invoice.created:42', 'invoice.paid:42']],
            'open' => [1, [], ['invoice.created:42']],
            'captured later' => [2, $known + ['state' => '1'], ['invoice.paid:42']],
            'saved again' => [2, $known + ['state' => '2'], []],
            'open, saved again' => [1, $known + ['state' => '1'], []],
            'cancelled' => [3, $known + ['state' => '1'], []],
            'born cancelled' => [3, [], []],
        ];
    }

    /**
     * @dataProvider memos
     * @param array<string, mixed> $original
     */
    public function testE41ACreditMemoTellsOnceItCounts(int $state, array $original, bool $told): void
    {
        $memo = new Creditmemo(
            ['entity_id' => '9', 'state' => $state, 'store_id' => '3', 'increment_id' => '9',
                'items' => [new Item(['product_id' => '5'])]],
            $original
        );
        $observer = new CreditMemoSaved(
            $this->recorder,
            $this->world->events,
            new Websites(new FakeStores()),
            $this->products
        );
        $observer->execute(new Observer(['creditmemo' => $memo]));
        $names = array_column($this->world->store->rows, 'event');
        self::assertSame($told ? ['creditmemo.created', 'product.upserted'] : [], $names);
    }

    /**
     * @return array<string, array{int, array<string, mixed>, bool}>
     */
    public static function memos(): array
    {
        $known = ['entity_id' => '9'];
        return [
            'refunded' => [2, [], true],
            'open' => [1, [], true],
            'born cancelled' => [3, [], false],
            'saved again' => [2, $known + ['state' => 2], false],
            'comment on an open one' => [1, $known + ['state' => 1], false],
        ];
    }

    public function testE24AnAddressSavedOrDeletedIsItsCustomersChange(): void
    {
        $heads = new MemoryHeads([new Head('customer', 57, 4)]);
        $observer = new CustomerSaved($this->recorder, $this->world->events, $heads);
        $observer->execute(new Observer(['customer' => new DataObject(['entity_id' => '57', 'website_id' => '4'])]));
        $observer->execute(new Observer(['customer_address' => new DataObject(['parent_id' => '57'])]));
        $observer->execute(new Observer(['customer_address' => new DataObject(['parent_id' => null])]));
        $observer->execute(new Observer(['customer_address' => new DataObject(['parent_id' => '58'])]));
        self::assertCount(2, $this->world->store->rows);
        foreach ($this->world->store->rows as $row) {
            self::assertSame(['customer.upserted', 57], [$row['event'], $row['magento_id']]);
            self::assertStringContainsString('"website_id":4,"store_id":0', $row['body']);
        }
    }

    public function testAProductOrItsStockItem(): void
    {
        $observer = new ProductSaved($this->recorder, $this->world->events);
        $observer->execute(new Observer(['product' => new DataObject(['entity_id' => '301'])]));
        $observer->execute(new Observer(['item' => new DataObject(['product_id' => '302'])]));
        $observer->execute(new Observer(['item' => new DataObject([])]));
        self::assertSame([301, 302], array_column($this->world->store->rows, 'magento_id'));
    }

    public function testB010E24AMassUpdateTellsOfEachProductOnce(): void
    {
        $plugin = new MassUpdate($this->products);
        $action = new Action();
        self::assertSame($action, $plugin->afterUpdateAttributes($action, $action, ['1', '2', '2', '0']));
        $plugin->afterUpdateWebsites($action, null, range(1000, 1499));
        self::assertCount(502, $this->world->store->rows);
    }

    public function testB010E24AnImportAndPricesAndSourceItemsAreFoundBySku(): void
    {
        $this->database->reads = [['11', '12'], ['13'], ['14']];
        (new ProductsImported($this->products))->execute(
            new Observer(['bunch' => [['sku' => 'A'], ['sku' => 'B'], ['sku' => 'A'], ['other' => 1]]])
        );
        $item = new class {
            public function getSku(): string
            {
                return 'C';
            }
        };
        (new PriceStorage($this->products))->afterUpdate($item, [], [$item]);
        (new SourceItems($this->products))->afterExecute($item, null, [['source_item' => $item], 'x']);
        self::assertSame([11, 12, 13, 14], array_column($this->world->store->rows, 'magento_id'));
        self::assertStringContainsString('sku IN (?) | ["A","B"]', $this->database->statements[0]);
    }

    public function testB010StockSoldByAnOrderIsToldOfAMinuteLater(): void
    {
        $order = new Order(['items' => [new Item(['product_id' => '5']), new Item(['product_id' => '5'])]]);
        (new OrderStock($this->products))->execute(new Observer(['order' => $order]));
        self::assertCount(1, $this->world->store->rows);
        self::assertSame($this->world->clock->now() + 60, $this->world->store->rows[1]['next']);
        $this->world->config->values[ConfigPathsInterface::STOCK_EVENTS] = '0';
        (new OrderStock($this->products))->execute(new Observer(['order' => $order]));
        self::assertCount(1, $this->world->store->rows);
    }

    public function testE04WhateverFailsInAnObserverTheSaveGoesOn(): void
    {
        $this->database->reads = [];
        $broken = new class extends MemoryHeads {
            public function get(string $kind, int $id): ?Head
            {
                throw new \Error('no such class in this Magento');
            }
        };
        (new CustomerSaved($this->recorder, $this->world->events, $broken))
            ->execute(new Observer(['customer_address' => new DataObject(['parent_id' => '57'])]));
        $stores = new FakeStores();
        $stores->failure = new \LogicException('stores are gone');
        (new InvoiceSaved($this->recorder, $this->world->events, new Websites($stores)))
            ->execute(new Observer(['invoice' => new Invoice(['entity_id' => 1, 'state' => 2])]));
        self::assertStringContainsString('no such class', $this->world->logger->text());
        self::assertStringContainsString('stores are gone', $this->world->logger->text());
    }
}
