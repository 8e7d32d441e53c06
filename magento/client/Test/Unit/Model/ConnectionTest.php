<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Model\Disconnect;
use Byte8\Client\Model\Exception\Unreachable;
use Byte8\Client\Model\Health\Health;
use Byte8\Client\Model\Http\Response;
use Byte8\Client\Test\Unit\Fake\World;
use PHPUnit\Framework\TestCase;

/**
 * The state of the pairing, health and disconnect. S3, S5, S7, S8, S10, S12, E-17, E-19, E-23, E-27, F107.
 */
class ConnectionTest extends TestCase
{
    private World $world;

    protected function setUp(): void
    {
        $this->world = new World();
    }

    public function testE23AChangedEncryptionKeyIsAStateOfItsOwnAndEventsAreKept(): void
    {
        $this->world->config->values[ConfigPathsInterface::API_KEY] = 'enciphered otherwise';
        self::assertSame(ConnectionInterface::KEY_UNREADABLE, $this->world->connection->getState());
        self::assertSame('', $this->world->connection->getApiKey());
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(1, 1, 1, '1', false)]);
        self::assertSame(World::TENANT, $this->world->store->rows[1]['tenant']);
        self::assertSame(0, $this->world->drain()->run(50));
    }

    /**
     * @dataProvider addresses
     */
    public function testE27AStoreUnderAnotherAddressIsAClone(string $now, string $state): void
    {
        $this->world->config->values['web/secure/base_url'] = $now;
        self::assertSame($state, $this->world->connection->getState());
        self::assertSame($state === 'connected' ? World::API_KEY : '', $this->world->connection->getApiKey());
    }

    /**
     * @return array<string, array{string, string}>
     */
    public static function addresses(): array
    {
        return [
            'the same' => ['https://shop.example.com/', 'connected'],
            'another case and scheme' => ['http://SHOP.example.com', 'connected'],
            'another host' => ['https://staging.example.com/', 'cloned'],
            'another port' => ['https://shop.example.com:8443/', 'cloned'],
            'another folder' => ['https://shop.example.com/staging/', 'cloned'],
            'a placeholder tells nothing' => ['{{base_url}}', 'connected'],
        ];
    }

    /**
     * @dataProvider faults
     */
    public function testS12DisconnectEndsNotConnectedWhateverTheLedgerDoes(
        Response|\Throwable $answer,
        bool $acknowledged
    ): void {
        $this->world->config->values[ConfigPathsInterface::LEGACY_TENANT_ID] = World::TENANT;
        $this->world->config->values[ConfigPathsInterface::LEGACY_API_KEY] = 'x';
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(1, 1, 1, '1', false)]);
        $before = [$this->world->store->rows, $this->world->mirrorStore->rows];
        $this->world->transport->answer($answer);
        $result = $this->disconnect()->execute();
        self::assertTrue($result->wasConnected());
        self::assertSame($acknowledged, $result->isAcknowledged());
        self::assertSame('disconnected', $this->world->connection->getState());
        foreach (
            ['byte8/client/tenant_id', 'byte8/client/api_key', 'byte8/sage_accounting/tenant_id',
                'byte8/sage_accounting/api_key'] as $path
        ) {
            self::assertArrayNotHasKey($path, $this->world->config->values, 'S5, S10');
        }
        self::assertSame($before, [$this->world->store->rows, $this->world->mirrorStore->rows], 'S7, S8');
    }

    /**
     * @return array<string, array{Response|\Throwable, bool}>
     */
    public static function faults(): array
    {
        return [
            'well' => [new Response(204, ''), true],
            'down' => [new Unreachable('refused'), false],
            '500' => [new Response(500, ''), false],
            '401' => [new Response(401, '{"code":"binding_revoked"}'), false],
            'garbage' => [new Response(302, '<html>'), false],
        ];
    }

    public function testS3TheCallIsTheContracts(): void
    {
        $this->disconnect()->execute();
        $call = $this->world->transport->calls[0];
        self::assertSame(World::LEDGER . '/v1/tenant/disconnect', $call['url']);
        self::assertSame('{}', $call['body']);
        self::assertSame('disconnect:' . sha1(World::TENANT), $call['headers']['Idempotency-Key']);
    }

    public function testDisconnectTwiceIsHarmlessAndACloneSaysNothingInTheOtherStoresName(): void
    {
        $this->world->config->values['web/secure/base_url'] = 'https://staging.example.com/';
        self::assertTrue($this->disconnect()->execute()->wasConnected());
        self::assertFalse($this->disconnect()->execute()->wasConnected());
        self::assertSame([], $this->world->transport->calls);
    }

    public function testE17AFailureOfHealthIsCachedAndCostsTwoSecondsAtMost(): void
    {
        $health = $this->health();
        self::assertNull($health->peek());
        self::assertSame([], $this->world->transport->calls, 'peek never calls');
        $this->world->transport->answer(new Unreachable('timed out'));
        self::assertFalse($health->read()->isReachable());
        self::assertFalse($health->read()->isReachable());
        self::assertCount(1, $this->world->transport->calls);
        self::assertSame(2, $this->world->transport->calls[0]['total']);
        self::assertSame(['Authorization', 'Accept'], array_keys($this->world->transport->calls[0]['headers']));
        $health->forget();
        self::assertNull($health->peek());
    }

    public function testF107UnreachableAndWaitingAreToldApart(): void
    {
        $this->world->transport->answer(new Response(200, '{"tenant":{"magento_connection_status":"pending"}}'));
        $waiting = $this->health()->read();
        self::assertTrue($waiting->isReachable());
        self::assertSame(['pending', null], [$waiting->getConnectionStatus(), $waiting->getBindingStatus()]);
        $this->health()->forget();
        $this->world->transport->answer(new Response(502, '<html>'));
        $broken = $this->health()->read();
        self::assertFalse($broken->isReachable());
        self::assertSame(502, $broken->getHttpStatus());
    }

    public function testHealthIsReadLeniently(): void
    {
        $this->world->transport->answer(new Response(200, '{"tenant":{"magento_connection_status":"active"},"binding":'
            . '{"status":"active","region":"uk","reason":null},"sync":{"last_run_at":"2026-05-17T10:11:12Z",'
            . '"pending_count":0,"failed_24h":"3"},"extra":[1]}'));
        $health = $this->health()->read();
        self::assertSame(['active', 'uk', 0, 3, null], [
            $health->getBindingStatus(),
            $health->getRegion(),
            $health->getPendingCount(),
            $health->getFailedLastDay(),
            $health->getBindingReason(),
        ]);
        $this->health()->forget();
        $this->world->transport->answer(new Response(200, '{"tenant":"x","binding":null,"sync":[]}'));
        self::assertNull($this->health()->read()->getConnectionStatus());
    }

    public function testWithoutAConnectionHealthCallsNobody(): void
    {
        $world = new World(false);
        $health = new Health($world->ledger, $world->connection, $world->cache);
        self::assertFalse($health->read()->isReachable());
        self::assertSame([], $world->transport->calls);
    }

    private function health(): Health
    {
        return new Health($this->world->ledger, $this->world->connection, $this->world->cache);
    }

    private function disconnect(): Disconnect
    {
        return new Disconnect(
            $this->world->connection,
            $this->world->ledger,
            $this->world->configStore,
            $this->health(),
            $this->world->queue,
            $this->world->logger
        );
    }
}
