<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model;

use Byte8\Client\Api\Data\DeliveryInterface;
use Byte8\Client\Model\Delivery\Resync;
use Byte8\Client\Model\Entity\EntityList;
use Byte8\Client\Model\Entity\Head;
use Byte8\Client\Model\Entity\HeadReader;
use Byte8\Client\Model\Event\EventsOfEntity;
use Byte8\Client\Model\Exception\Unreachable;
use Byte8\Client\Model\Http\Response;
use Byte8\Client\Model\Sweep;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\MemoryHeads;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Exception\NoSuchEntityException;
use PHPUnit\Framework\TestCase;

/**
 * The nightly sweep, sending again by hand, and the list of ids. E-21, E-23, E-24, F119, B010.
 */
class SweepAndResyncTest extends TestCase
{
    private World $world;
    private MemoryHeads $heads;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->heads = new MemoryHeads([
            new Head('invoice', 41, 1, 1, '41', Head::STATE_OPEN),
            new Head('invoice', 42, 1, 1, '42', Head::STATE_PAID),
            new Head('invoice', 43, 1, 1, '43', Head::STATE_CANCELLED),
            new Head('creditmemo', 9, 1, 1, '9', 2),
            new Head('creditmemo', 10, 1, 1, '10', 3),
            new Head('customer', 57, 1),
            new Head('product', 301),
        ]);
    }

    public function testTheFirstSweepOnlyRemembersWhereToBegin(): void
    {
        self::assertSame(0, $this->sweep()->run());
        self::assertSame([], $this->world->store->rows);
    }

    public function testB010E24TheNextSweepFindsWhatNoObserverSaw(): void
    {
        $this->sweep()->run();
        $this->world->clock->pass(86400);
        self::assertSame(6, $this->sweep()->run());
        self::assertSame(
            ['invoice.created:41', 'invoice.created:42', 'invoice.paid:42', 'creditmemo.created:9'],
            array_slice(array_column($this->world->store->rows, 'key'), 0, 4)
        );
        self::assertSame('2026-05-17 09:11:12', $this->heads->asked[0][1], 'an hour before the last sweep began');
        $this->sweep()->run();
        self::assertCount(8, $this->world->store->rows, 'documents are stored once, however often they are found');
    }

    public function testASweepGoesByPages(): void
    {
        $this->sweep()->run();
        $this->heads->heads = array_map(static fn (int $id): Head => new Head('product', $id), range(1, 1200));
        self::assertSame(1200, $this->sweep()->run());
    }

    public function testTheQuestionOfTheSweepNamesTheOutbox(): void
    {
        $database = new FakeAdapter();
        (new HeadReader(new ResourceConnection($database)))->missed('invoice', '2026-05-17 09:11:12', 0, 500);
        foreach (
            ['sales_invoice', 'o.entity_type = ? | invoice', 'o.magento_id = e.entity_id', 'o.created_at >= e.updated_at',
                'e.updated_at >= ? | 2026-05-17 09:11:12', 'LIMIT 500'] as $part
        ) {
            self::assertStringContainsString($part, $database->statements[0]);
        }
    }

    public function testE21ByHandEveryRunHasAKeyOfItsOwn(): void
    {
        $resync = $this->resync();
        self::assertSame(2, $resync->queue('invoice', 42));
        self::assertSame(2, $resync->queue('invoice', 42));
        self::assertCount(4, array_unique(array_column($this->world->store->rows, 'key')));
        self::assertSame('pending', $this->world->chip('invoice', 42));
    }

    public function testF119WhatMakesSenseForAnEntity(): void
    {
        $resync = $this->resync();
        self::assertSame(['invoice.created'], $resync->eventsFor('invoice', 41));
        self::assertSame(['invoice.created', 'invoice.paid'], $resync->eventsFor('invoice', 42));
        self::assertSame([], $resync->eventsFor('invoice', 43));
        self::assertSame([], $resync->eventsFor('creditmemo', 10));
        self::assertSame(0, $resync->queue('invoice', 41, ['invoice.paid']));
        $this->expectException(NoSuchEntityException::class);
        $resync->eventsFor('invoice', 99);
    }

    public function testF119DeliveringNowTellsTheRunOrTheReason(): void
    {
        $this->world->transport->answer(
            new Response(202, '{"sync_run_id":"r-1"}'),
            new Response(422, '{"code":"malformed","message":"why"}'),
            new Unreachable('timed out')
        );
        [$created, $paid] = $this->resync()->deliver('invoice', 42);
        self::assertSame([DeliveryInterface::DELIVERED, 'r-1'], [$created->getOutcome(), $created->getSyncRunId()]);
        self::assertSame([DeliveryInterface::REFUSED, 422], [$paid->getOutcome(), $paid->getHttpStatus()]);
        self::assertStringContainsString('why', $paid->getMessage());
        self::assertSame('failed', $this->world->chip('invoice', 42));
        [$queued] = $this->resync()->deliver('customer', 57);
        self::assertSame(DeliveryInterface::QUEUED, $queued->getOutcome());
        self::assertCount(1, $this->world->store->rows);
        self::assertSame($this->world->transport->keys()[2], $this->world->store->rows[1]['key']);
    }

    public function testIdsComeInPages(): void
    {
        $list = new EntityList($this->heads);
        $page = $list->getList('invoice', null, null, 0, 2);
        self::assertSame([[41, 42], 42], [$page->getIds(), $page->getNext()]);
        $page = $list->getList('invoice', '2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z', 42, 2);
        self::assertSame([[43], null], [$page->getIds(), $page->getNext()]);
    }

    /**
     * @dataProvider wrongLists
     */
    public function testWrongQuestionsAreRefused(string $kind, ?string $from, int $limit): void
    {
        $this->expectException(InputException::class);
        (new EntityList($this->heads))->getList($kind, $from, null, 0, $limit);
    }

    /**
     * @return array<string, array{string, string|null, int}>
     */
    public static function wrongLists(): array
    {
        return [
            'kind' => ['order', null, 10],
            'time' => ['invoice', 'yesterday', 10],
            'limit 0' => ['invoice', null, 0],
            'limit 1001' => ['invoice', null, 1001],
        ];
    }

    public function testPagesAreReadByKey(): void
    {
        $database = new FakeAdapter();
        $database->reads = [['5', '6']];
        self::assertSame([5, 6], (new HeadReader(new ResourceConnection($database)))->ids('product', 'a', 'b', 4, 2));
        self::assertStringContainsString('e.entity_id > ? | 4', $database->statements[0]);
        self::assertStringContainsString('e.created_at < ? | b', $database->statements[0]);
    }

    private function sweep(): Sweep
    {
        return new Sweep(
            $this->heads,
            new EventsOfEntity($this->world->events),
            $this->world->store,
            $this->world->connection,
            $this->world->flags,
            $this->world->clock
        );
    }

    private function resync(): Resync
    {
        return new Resync(
            $this->heads,
            new EventsOfEntity($this->world->events),
            $this->world->events,
            $this->world->store,
            $this->world->connection,
            $this->world->mirror,
            $this->world->sender,
            $this->world->signal
        );
    }
}
