<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Delivery;

use Byte8\Client\Model\Delivery\Backoff;
use Byte8\Client\Model\Exception\Unreachable;
use Byte8\Client\Model\Http\Response;
use Byte8\Client\Model\Outbox\Row;
use Byte8\Client\Test\Unit\Fake\World;
use PHPUnit\Framework\TestCase;

/**
 * Delivery: what is sent, what becomes of the rows, who waits for whom.
 */
class DrainTest extends TestCase
{
    private World $world;

    protected function setUp(): void
    {
        $this->world = new World();
    }

    public function testARequestIsTheContracts(): void
    {
        $this->enqueueInvoice(42);
        self::assertSame(1, $this->world->drain()->run(50));
        $call = $this->world->transport->calls[0];
        self::assertSame('POST', $call['method']);
        self::assertSame(World::LEDGER . '/webhooks/magento/' . World::TENANT . '/invoice.created', $call['url']);
        self::assertSame(['Authorization', 'Content-Type', 'Idempotency-Key'], array_keys($call['headers']));
        self::assertSame('application/json', $call['headers']['Content-Type']);
        self::assertSame('invoice.created:42', $call['headers']['Idempotency-Key']);
        self::assertStringStartsWith('Bearer ', $call['headers']['Authorization']);
        self::assertSame(15, $call['total']);
    }

    public function testARowIsSentOnceAndADeliveredOneNeverAgain(): void
    {
        $this->enqueueInvoice(42);
        $this->world->drain()->run(50);
        self::assertSame(0, $this->world->drain()->run(50));
        self::assertCount(1, $this->world->transport->calls);
    }

    public function testE01LaterEditsArriveAndEarlierOnesAreMergedIntoTheNewest(): void
    {
        foreach ([1, 2, 3] as $ignored) {
            $this->world->outbox->enqueue([$this->world->events->productUpserted(301)]);
        }
        self::assertSame(1, $this->world->drain()->run(50));
        self::assertSame($this->world->store->rows[3]['key'], $this->world->transport->keys()[0]);
        self::assertSame([1 => 'succeeded', 2 => 'succeeded', 3 => 'succeeded'], $this->world->store->statuses());
        self::assertSame('in_3', $this->world->store->rows[1]['cause']);
        $this->world->outbox->enqueue([$this->world->events->productUpserted(301)]);
        self::assertSame(1, $this->world->drain()->run(50));
        self::assertCount(2, array_unique($this->world->transport->keys()));
    }

    public function testAnEditDuringTheSendingIsNotMergedIntoWhatIsBeingSent(): void
    {
        $this->world->outbox->enqueue([$this->world->events->productUpserted(301)]);
        $this->world->store->meanwhile = function (): void {
            $this->world->outbox->enqueue([$this->world->events->productUpserted(301)]);
        };
        self::assertSame(2, $this->world->drain()->run(50));
        self::assertNull($this->world->store->rows[2]['cause']);
        self::assertCount(2, array_unique($this->world->transport->keys()));
    }

    public function testAChangeThatMayNotBeCommittedYetIsNotMerged(): void
    {
        $this->world->outbox->enqueue([$this->world->events->productUpserted(301, 60)]);
        $this->world->outbox->enqueue([$this->world->events->productUpserted(301)]);
        $this->world->drain()->run(50);
        self::assertSame([1 => 'pending', 2 => 'succeeded'], $this->world->store->statuses());
        $this->world->clock->pass(61);
        self::assertSame(1, $this->world->drain()->run(50));
    }

    public function testF135PaidWaitsForItsCreatedAndOtherInvoicesDoNot(): void
    {
        $this->enqueueInvoice(42);
        $this->world->outbox->enqueue([$this->world->events->invoicePaid(42, 1, 1, '42')]);
        $this->enqueueInvoice(43);
        $this->world->transport->answer(new Response(500, ''), new Response(202, ''));
        $this->world->drain()->run(50);
        self::assertSame(['invoice.created:42', 'invoice.created:43'], $this->world->transport->keys());
        $this->world->clock->pass(61);
        self::assertSame(2, $this->world->drain()->run(50), 'paid follows in the same run');
        self::assertSame(
            ['invoice.created:42', 'invoice.created:43', 'invoice.created:42', 'invoice.paid:42'],
            $this->world->transport->keys()
        );
    }

    public function testTwoSendersShareTheRows(): void
    {
        foreach (range(1, 6) as $id) {
            $this->enqueueInvoice($id);
        }
        $this->world->store->meanwhile = function (): void {
            $this->world->drain()->run(50);
        };
        $this->world->drain()->run(50);
        self::assertCount(6, $this->world->transport->calls);
        self::assertCount(6, array_unique($this->world->transport->keys()));
    }

    public function testAKilledSenderLeavesARowThatGoesOutAgainUnderTheSameKey(): void
    {
        $this->enqueueInvoice(42);
        $this->world->store->claim(1, 'dead', $this->world->clock->now(), $this->world->clock->now() + 120);
        self::assertSame(0, $this->world->drain()->run(50));
        $this->world->clock->pass(121);
        self::assertSame(1, $this->world->drain()->run(50));
        self::assertSame(['invoice.created:42'], $this->world->transport->keys());
    }

    public function testALateSenderDoesNotOverwriteTheOutcomeOfTheOneThatTookOver(): void
    {
        $this->enqueueInvoice(42);
        $this->world->drain()->run(50);
        $settlement = new \Byte8\Client\Model\Outbox\Settlement(Row::DEAD_LETTERED, 1, 422, null, 'x', 'http_422');
        self::assertFalse($this->world->store->settle(1, 'late', $settlement, 0));
        self::assertSame([1 => 'succeeded'], $this->world->store->statuses());
    }

    public function testF120AnUnreachableLedgerCostsOneTimeOutARun(): void
    {
        foreach (range(1, 100) as $id) {
            $this->enqueueInvoice($id);
        }
        $this->world->transport->answer(new Unreachable('timed out'));
        $this->world->drain()->run(50);
        self::assertCount(1, $this->world->transport->calls);
        self::assertSame('unreachable', $this->world->queue->getState());
        $this->world->drain()->run(50);
        self::assertCount(1, $this->world->transport->calls, 'not before the time');
        $this->world->clock->pass(61);
        $this->world->transport->answer(new Response(202, ''));
        $this->world->drain()->run(50);
        self::assertSame('running', $this->world->queue->getState());
        self::assertCount(101, $this->world->transport->calls);
    }

    public function testE20FailuresInARowEndTheRun(): void
    {
        foreach (range(1, 100) as $id) {
            $this->enqueueInvoice($id);
        }
        $this->world->transport->answer(new Response(500, ''));
        $this->world->drain()->run(50);
        self::assertCount(3, $this->world->transport->calls);
        self::assertSame('http_500', $this->world->queue->getCode());
    }

    public function testE20TheTimeBudgetEndsTheRun(): void
    {
        foreach (range(1, 100) as $id) {
            $this->enqueueInvoice($id);
        }
        $this->world->clock->step = 5.0;
        $this->world->drain()->run(50);
        self::assertLessThanOrEqual(10, count($this->world->transport->calls));
        self::assertGreaterThan(5, count($this->world->transport->calls));
    }

    public function testE02ARefusedTokenPausesTheQueueAndChargesNoRow(): void
    {
        $this->enqueueInvoice(1);
        $this->enqueueInvoice(2);
        $this->world->transport->answer(new Response(401, '{"code":"bad_token","message":"no"}'));
        $this->world->drain()->run(50);
        self::assertCount(1, $this->world->transport->calls);
        self::assertSame([1 => 'pending', 2 => 'pending'], $this->world->store->statuses());
        self::assertSame(0, $this->world->store->rows[1]['attempts']);
        self::assertSame(['paused', 'bad_token'], [$this->world->queue->getState(), $this->world->queue->getCode()]);
        self::assertStringContainsString('HTTP 401', $this->world->queue->getReason());
        self::assertSame('pending', $this->world->chip('invoice', 1));
    }

    public function testS18ARevokedBindingDeadLettersWithItsCauseAndFailsTheChip(): void
    {
        $this->enqueueInvoice(42);
        $this->world->transport->answer(new Response(401, '{"code":"binding_revoked","message":"no"}'));
        $this->world->drain()->run(50);
        self::assertSame([1 => 'dead_lettered'], $this->world->store->statuses());
        self::assertSame('binding_revoked', $this->world->store->rows[1]['cause']);
        self::assertSame('failed', $this->world->chip('invoice', 42));
        self::assertSame('delivery_binding_revoked', $this->world->chipRow('invoice', 42)['error_code']);
    }

    public function testE03F105ADeadLetterTurnsTheChipToFailed(): void
    {
        $this->enqueueInvoice(42);
        $this->world->transport->answer(new Response(422, '{"code":"malformed"}'));
        $this->world->drain()->run(50);
        self::assertSame('delivery_http_422', $this->world->chipRow('invoice', 42)['error_code']);
        self::assertSame(422, $this->world->store->rows[1]['code']);
    }

    public function testE42E43EveryFailureCountsAndKeepsItsCode(): void
    {
        $this->enqueueInvoice(42);
        $this->world->transport->answer(new Response(503, 'busy'));
        $this->world->drain()->run(50);
        self::assertSame([1, 503], [$this->world->store->rows[1]['attempts'], $this->world->store->rows[1]['code']]);
        $this->world->clock->pass(3600);
        $this->world->transport->answer(new \LogicException('a bug of ours'));
        $this->world->drain()->run(50);
        self::assertSame(2, $this->world->store->rows[1]['attempts']);
        self::assertStringContainsString('a bug of ours', $this->world->store->rows[1]['error']);
    }

    public function testF134AFourDayOutageLosesNothing(): void
    {
        foreach (range(1, 20) as $id) {
            $this->enqueueInvoice($id);
        }
        $this->world->transport->answer(new Unreachable('refused'));
        for ($minute = 0; $minute < 4 * 1440; $minute++) {
            $this->world->drain()->run(50);
            $this->world->clock->pass(60);
        }
        self::assertSame(['pending'], array_values(array_unique($this->world->store->statuses())));
        self::assertLessThan(4 * 1440, count($this->world->transport->calls));
        $this->world->transport->answer(new Response(202, ''));
        for ($hour = 0; $hour < 30; $hour++) {
            $this->world->drain()->run(50);
            $this->world->clock->pass(3600);
        }
        self::assertSame(['succeeded'], array_values(array_unique($this->world->store->statuses())));
    }

    public function testF134ARowThatFailsAloneIsGivenUpAfterAtLeastTenTries(): void
    {
        $this->enqueueInvoice(42);
        $this->world->transport->answer(new Response(500, ''));
        for ($day = 0; $day < 40; $day++) {
            $this->world->drain()->run(50);
            $this->world->clock->pass(86400 + 20000);
        }
        self::assertCount(Backoff::MAX_ATTEMPTS, $this->world->transport->calls);
        self::assertSame('gave_up', $this->world->store->rows[1]['cause']);
    }

    public function testS7ADisconnectedStoreLeavesTheRowsAlone(): void
    {
        $this->enqueueInvoice(42);
        $before = $this->world->store->rows;
        unset($this->world->config->values['byte8/client/tenant_id'], $this->world->config->values['byte8/client/api_key']);
        foreach ([1, 2, 3] as $ignored) {
            self::assertSame(0, $this->world->drain()->run(50));
        }
        self::assertSame($before, $this->world->store->rows);
        self::assertSame([], $this->world->transport->calls);
    }

    public function testE27AStagingCloneSendsNothing(): void
    {
        $this->enqueueInvoice(42);
        $this->world->config->values['web/secure/base_url'] = 'https://staging.example.com/';
        self::assertSame(0, $this->world->drain()->run(50));
        self::assertSame([], $this->world->transport->calls);
    }

    public function testE09RowsOfAnotherTenantAreParkedAndComeBackWithIt(): void
    {
        $this->enqueueInvoice(42);
        $this->world->pair('another-tenant');
        $this->world->store->adoptTenant('another-tenant');
        self::assertSame(0, $this->world->drain()->run(50));
        self::assertSame([1 => 'parked'], $this->world->store->statuses());
        $this->world->pair();
        $this->world->store->adoptTenant(World::TENANT);
        self::assertSame(1, $this->world->drain()->run(50));
    }

    public function testABacklogIsReadInPages(): void
    {
        foreach (range(1, 1000) as $id) {
            $this->enqueueInvoice($id);
        }
        self::assertSame(1000, $this->world->drain()->run(50));
    }

    private function enqueueInvoice(int $id): void
    {
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated($id, 1, 1, (string)$id, false)]);
    }
}
