<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Outbox;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\DB\Adapter\DeadlockException;
use PHPUnit\Framework\TestCase;

/**
 * What a save does. F110: the chip is pending at once, nothing goes outward, no failure reaches the save.
 */
class EnqueueTest extends TestCase
{
    private World $world;

    protected function setUp(): void
    {
        $this->world = new World();
    }

    public function testTheBodyIsByteForByteTheContracts(): void
    {
        $event = $this->world->events->invoiceCreated(42, 1, 1, '000000042', true);
        self::assertSame(
            '{"magento_entity_id":42,"website_id":1,"store_id":1,"occurred_at":"2026-05-17T10:11:12Z",'
            . '"payload":{"increment_id":"000000042","paid":true}}',
            $event->body()
        );
        self::assertSame('invoice.created:42', $event->key);
        self::assertSame(
            '{"magento_entity_id":301,"website_id":0,"store_id":0,"occurred_at":"2026-05-17T10:11:12Z","payload":{}}',
            $this->world->events->productUpserted(301)->body()
        );
    }

    public function testF110TheChipIsPendingAndNothingGoesOutward(): void
    {
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
        self::assertSame('pending', $this->world->chip('invoice', 42));
        self::assertSame([1 => 'pending'], $this->world->store->statuses());
        self::assertSame([], $this->world->transport->calls);
        self::assertSame([], $this->world->publisher->topics);
    }

    public function testE01EveryEditIsAnEventOfItsOwn(): void
    {
        for ($i = 0; $i < 3; $i++) {
            $this->world->outbox->enqueue([$this->world->events->customerUpserted(57, 1)]);
        }
        $keys = array_column($this->world->store->rows, 'key');
        self::assertCount(3, array_unique($keys));
        foreach ($keys as $key) {
            self::assertStringStartsWith('customer.upserted:57:', $key);
            self::assertLessThanOrEqual(128, strlen($key));
        }
    }

    public function testADocumentsEventIsStoredOnce(): void
    {
        $event = $this->world->events->creditmemoCreated(9, 1, 3, '9');
        $this->world->outbox->enqueue([$event]);
        $this->world->outbox->enqueue([$event]);
        self::assertCount(1, $this->world->store->rows);
    }

    public function testE09EachRowKnowsItsTenant(): void
    {
        $this->world->outbox->enqueue([$this->world->events->productUpserted(1)]);
        self::assertSame(World::TENANT, $this->world->store->rows[1]['tenant']);
    }

    public function testE23EventsAreKeptWhileNotPairedAndSentAfterwards(): void
    {
        $world = new World(false);
        $world->outbox->enqueue([$world->events->invoiceCreated(1, 1, 1, '1', false)]);
        self::assertSame('', $world->store->rows[1]['tenant']);
        self::assertSame(0, $world->drain()->run(50));
        $world->pair();
        self::assertSame(1, $world->drain()->run(50));
    }

    public function testF110AFailingInsertNeverFailsTheSave(): void
    {
        $this->world->store->failure = new \RuntimeException('table is full');
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
        self::assertStringContainsString('table is full', $this->world->logger->text());
    }

    public function testE08ADeadlockIsPassedOnBecauseTheTransactionIsAlreadyGone(): void
    {
        $this->world->store->failure = new DeadlockException('1213');
        $this->expectException(DeadlockException::class);
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
    }

    public function testAMirrorThatFailsDoesNotFailTheSaveEither(): void
    {
        $this->world->mirrorStore->failure = new \RuntimeException('gone');
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
        self::assertCount(1, $this->world->store->rows);
    }

    public function testTheQueueIsToldOnceARequestWhereTheMerchantUsesIt(): void
    {
        $this->world->config->values[ConfigPathsInterface::QUEUE_DELIVERY] = '1';
        $this->world->outbox->enqueue([$this->world->events->productUpserted(1)]);
        $this->world->outbox->enqueue([$this->world->events->productUpserted(2)]);
        self::assertSame(['byte8.outbox.drain'], $this->world->publisher->topics);
    }

    public function testE30ASyncedChipStaysWithTheTimeOfTheNewerEvent(): void
    {
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
        $this->world->mirrorStore->rows['invoice:42:sage_accounting']['sync_status'] = 'synced';
        $this->world->clock->pass(60);
        $this->world->outbox->enqueue([$this->world->events->invoicePaid(42, 1, 1, '42')]);
        self::assertSame('synced', $this->world->chip('invoice', 42));
        self::assertSame('2026-05-17 10:12:12', $this->world->chipRow('invoice', 42)['last_event_at']);
        self::assertSame('2026-05-17 10:11:12', $this->world->chipRow('invoice', 42)['last_sync_at']);
    }

    public function testAFailedChipIsPendingAgainWithTheNextEvent(): void
    {
        $this->world->outbox->enqueue([$this->world->events->customerUpserted(57, 1)]);
        $this->world->mirrorStore->rows['customer:57:sage_accounting']['sync_status'] = 'failed';
        $this->world->outbox->enqueue([$this->world->events->customerUpserted(57, 1)]);
        self::assertSame('pending', $this->world->chip('customer', 57));
    }

    public function testProductsHaveNoChipToWrite(): void
    {
        $this->world->outbox->enqueue([$this->world->events->productUpserted(1)]);
        self::assertSame([], $this->world->mirrorStore->rows);
    }
}
