<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Upgrade;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Console\Command\UpgradeCheck;
use Byte8\Client\Model\Upgrade\LegacyRows;
use Byte8\Client\Model\Upgrade\TakeOver;
use Byte8\Client\Setup\Patch\Data\TakeOverOriginal;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\FakeEncryptor;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\ResourceConnection;
use PHPUnit\Framework\TestCase;
use Symfony\Component\Console\Tester\CommandTester;

/**
 * In-place upgrade from the original modules. E-03, E-22, E-28, E-43.
 */
class TakeOverTest extends TestCase
{
    private World $world;
    private FakeAdapter $database;

    protected function setUp(): void
    {
        $this->world = new World(false);
        $this->database = new FakeAdapter();
    }

    public function testOnANewStoreThereIsNothingToDo(): void
    {
        $before = $this->world->config->values;
        self::assertSame([], $this->takeOver()->plan());
        (new TakeOverOriginal($this->takeOver()))->apply();
        self::assertSame($before, $this->world->config->values);
    }

    public function testAPairedStoreStaysPairedWithOneCopyOfItsCredentials(): void
    {
        $key = (new FakeEncryptor())->encrypt(World::API_KEY);
        foreach (['byte8/client/', 'byte8/sage_accounting/'] as $folder) {
            $this->world->config->values[$folder . 'tenant_id'] = World::TENANT;
            $this->world->config->values[$folder . 'api_key'] = $key;
        }
        $this->world->config->values['byte8_client/connection/base_url'] = 'https://nobody-read.example.com';
        $plan = $this->takeOver()->plan();
        self::assertSame([
            'set byte8/client/paired_base_url to https://shop.example.com',
            'remove byte8/sage_accounting/tenant_id',
            'remove byte8/sage_accounting/api_key',
            'remove byte8_client/connection/base_url',
        ], $plan);
        $this->takeOver()->apply();
        self::assertTrue($this->world->connection->isConnected());
        self::assertSame(World::API_KEY, $this->world->connection->getApiKey());
        self::assertSame([], $this->takeOver()->plan(), 'twice changes nothing');
    }

    public function testE28WhereOnlyTheOtherCopyIsLeftItIsTakenAndTheKeyIsNotShown(): void
    {
        $key = (new FakeEncryptor())->encrypt(World::API_KEY);
        $this->world->config->values[ConfigPathsInterface::LEGACY_TENANT_ID] = World::TENANT;
        $this->world->config->values[ConfigPathsInterface::LEGACY_API_KEY] = $key;
        $plan = implode("\n", $this->takeOver()->plan());
        self::assertStringContainsString('set byte8/client/api_key (the stored key)', $plan);
        self::assertStringNotContainsString($key, $plan);
        $this->takeOver()->apply();
        self::assertTrue($this->world->connection->isConnected());
    }

    public function testRowsOfTheOriginalLearnTheirEntityAndTenant(): void
    {
        $this->world->pair();
        $this->takeOver()->apply();
        $update = $this->database->statements[0];
        self::assertStringStartsWith('UPDATE byte8_event_outbox', $update);
        self::assertStringContainsString('"tenant_id":"' . World::TENANT . '"', $update);
        self::assertStringContainsString('"entity_type = ?":""', $update);
    }

    public function testE03ChipsThatHungForEverTurnToFailed(): void
    {
        $this->world->mirrorStore->insert([
            'entity_type' => 'invoice',
            'magento_id' => 42,
            'provider' => World::PROVIDER,
            'sync_status' => 'pending',
            'last_sync_at' => '2026-05-01 00:00:00',
        ]);
        $this->database->reads = [[['entity_id' => '1', 'idempotency_key' => 'invoice.created:42']], ['42']];
        $this->takeOver()->apply();
        self::assertSame('failed', $this->world->chip('invoice', 42));
        self::assertSame('delivery_gave_up', $this->world->chipRow('invoice', 42)['error_code']);
    }

    public function testTheDryRunShowsAndChangesNothing(): void
    {
        $this->world->config->values[ConfigPathsInterface::LEGACY_TENANT_ID] = World::TENANT;
        $before = $this->world->config->values;
        $dead = [
            ['entity_id' => '1', 'idempotency_key' => 'invoice.created:42'],
            ['entity_id' => '2', 'idempotency_key' => 'invoice.paid:42'],
        ];
        $this->database->reads = ['234', $dead, ['42']];
        $tester = new CommandTester(new UpgradeCheck($this->takeOver()));
        self::assertSame(0, $tester->execute([]));
        self::assertStringContainsString('outbox: note entity and tenant in 234 rows', $tester->getDisplay());
        self::assertStringContainsString('mirror: 1 entities from pending to failed', $tester->getDisplay());
        self::assertStringContainsString('Nothing was changed', $tester->getDisplay());
        self::assertSame($before, $this->world->config->values);
        self::assertStringNotContainsString('UPDATE', implode("\n", $this->database->statements));
    }

    private function takeOver(): TakeOver
    {
        return new TakeOver(
            $this->world->configStore,
            new LegacyRows(new ResourceConnection($this->database), $this->world->mirror),
            $this->world->config
        );
    }
}
