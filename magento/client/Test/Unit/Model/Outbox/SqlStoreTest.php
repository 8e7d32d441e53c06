<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Outbox;

use Byte8\Client\Model\Outbox\Row;
use Byte8\Client\Model\Outbox\Settlement;
use Byte8\Client\Model\Outbox\SqlStore;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\ResourceConnection;
use PHPUnit\Framework\TestCase;

/**
 * The statements of the outbox. E-08: one atomic INSERT in the merchant's transaction, and no update that could make
 * another save wait.
 */
class SqlStoreTest extends TestCase
{
    private World $world;
    private FakeAdapter $database;
    private SqlStore $store;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->database = new FakeAdapter();
        $this->store = new SqlStore(new ResourceConnection($this->database), $this->world->clock);
    }

    public function testE08ManyEventsAreOneInsertWithoutATransactionOfItsOwn(): void
    {
        $this->store->insert([
            $this->world->events->productUpserted(1),
            $this->world->events->productUpserted(2, 60),
        ], World::TENANT);
        self::assertCount(1, $this->database->statements);
        self::assertStringStartsWith('INSERT IGNORE byte8_event_outbox', $this->database->statements[0]);
        self::assertStringContainsString('"pending","2026-05-17 10:12:12"', $this->database->statements[0]);
        self::assertStringContainsString(World::TENANT, $this->database->statements[0]);
    }

    public function testNoEventsAreNoStatement(): void
    {
        $this->store->insert([], World::TENANT);
        self::assertSame([], $this->database->statements);
    }

    public function testAClaimIsOneUpdateOfOneRowIfItIsStillFree(): void
    {
        $this->database->reads = [$this->row()];
        $row = $this->store->claim(7, 'token', $this->world->clock->now(), $this->world->clock->now() + 120);
        self::assertNotNull($row);
        self::assertSame(7, $row->id);
        $claim = $this->database->statements[0];
        self::assertStringStartsWith('UPDATE byte8_event_outbox', $claim);
        self::assertStringContainsString('"entity_id = ?":7', $claim);
        self::assertStringContainsString('"status = ?":"pending"', $claim);
        self::assertStringContainsString('"claimed_until IS NULL OR claimed_until < ?":"2026-05-17 10:11:12"', $claim);
        self::assertStringContainsString('"claimed_until":"2026-05-17 10:13:12"', $claim);
    }

    public function testWhoComesSecondGetsNothing(): void
    {
        $this->database->affected = [0];
        self::assertNull($this->store->claim(7, 'token', 0, 120));
        self::assertCount(1, $this->database->statements);
    }

    public function testDueRowsAreReadWithoutPayloadsAndKeepTheOrderOfAnEntity(): void
    {
        $this->database->reads = [[['entity_id' => '7', 'event_name' => 'invoice.paid', 'magento_id' => '42']]];
        self::assertSame(
            [['id' => 7, 'event' => 'invoice.paid', 'magento_id' => 42]],
            $this->store->due(World::TENANT, $this->world->clock->now(), 3, 100)
        );
        $select = $this->database->statements[0];
        self::assertStringNotContainsString('payload', $select);
        foreach (
            ['LIMIT 100', 'm.entity_id > ? | 3', 'NOT EXISTS (', 'e.magento_id = m.magento_id',
                'e.entity_id < m.entity_id', 'm.tenant_id IN (?) | ["' . World::TENANT . '",""]'] as $part
        ) {
            self::assertStringContainsString($part, $select);
        }
    }

    public function testMergingNamesRowsByPrimaryKeyAndSparesWhatIsNotDueYet(): void
    {
        $this->database->reads = [['4', '5']];
        $row = Row::fromData($this->row());
        self::assertSame(2, $this->store->absorb($row, World::TENANT, $this->world->clock->now()));
        self::assertStringContainsString(
            'attempts > 0 OR next_attempt_at IS NULL OR next_attempt_at <= ?',
            $this->database->statements[0]
        );
        self::assertStringContainsString('"cause":"in_7"', $this->database->statements[1]);
        self::assertStringContainsString('"entity_id = ?":4', $this->database->statements[1]);
        self::assertStringContainsString('"entity_id = ?":5', $this->database->statements[2]);
    }

    public function testAnOutcomeIsWrittenOnlyUnderOnesOwnClaim(): void
    {
        $settlement = new Settlement(Row::PENDING, 3, 503, $this->world->clock->now() + 1800, 'HTTP 503', 'http_503');
        self::assertTrue($this->store->settle(7, 'token', $settlement, $this->world->clock->now()));
        $update = $this->database->statements[0];
        self::assertStringContainsString('{"entity_id = ?":7,"claim_token = ?":"token"}', $update);
        self::assertStringContainsString('"last_status_code":503', $update, 'E-43');
        self::assertStringContainsString('"next_attempt_at":"2026-05-17 10:41:12"', $update);
        self::assertStringContainsString('"claim_token":null', $update);
        $this->database->affected = [0];
        self::assertFalse($this->store->settle(7, 'token', $settlement, 0));
    }

    public function testTheNewestUnsentRowOfAnEntity(): void
    {
        $this->database->reads = ['9', false];
        self::assertSame(9, $this->store->newestUnsent(World::TENANT, 'product.upserted', 301));
        self::assertNull($this->store->newestUnsent(World::TENANT, 'product.upserted', 301));
        self::assertStringContainsString('WHERE attempts = 0', $this->database->statements[0]);
        self::assertStringContainsString('WHERE entity_type = ? | product', $this->database->statements[0]);
    }

    public function testE09OtherTenantsAreParked(): void
    {
        $this->store->adoptTenant('t');
        self::assertStringContainsString('{"status":"parked"}', $this->database->statements[0]);
        self::assertStringContainsString('"tenant_id NOT IN (?)":["t",""]', $this->database->statements[0]);
        self::assertStringContainsString('{"status":"pending"}', $this->database->statements[1]);
    }

    /**
     * @return array<string, mixed>
     */
    private function row(): array
    {
        return [
            'entity_id' => '7',
            'idempotency_key' => 'product.upserted:301:x',
            'event_name' => 'product.upserted',
            'entity_type' => 'product',
            'magento_id' => '301',
            'payload' => '{}',
            'status' => 'pending',
            'attempts' => '0',
            'last_status_code' => null,
        ];
    }
}
