<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Pairing;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\PairingCodeInterface;
use Byte8\Client\Model\Health\Health;
use Byte8\Client\Model\Pairing\PairingCode;
use Byte8\Client\Model\Pairing\SetupPair;
use Byte8\Client\Model\Pairing\Throttle;
use Byte8\Client\Model\RequestSecurity;
use Byte8\Client\Test\Unit\Fake\FakeEncryptor;
use Byte8\Client\Test\Unit\Fake\FakeRequest;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\State;
use Magento\Framework\Exception\AuthorizationException;
use Magento\Framework\Exception\InputException;
use Magento\Framework\HTTP\PhpEnvironment\RemoteAddress;
use Magento\Framework\Webapi\Exception as WebapiException;
use PHPUnit\Framework\TestCase;

/**
 * Pairing. E-26: HTTPS in production, throttled, single use for certain; E-28: one copy of the credentials; E-51.
 */
class PairingTest extends TestCase
{
    private World $world;
    private PairingCode $code;
    private FakeRequest $request;

    protected function setUp(): void
    {
        $this->world = new World(false);
        $this->code = new PairingCode($this->world->configStore, $this->world->clock, $this->world->random);
        $this->request = new FakeRequest();
    }

    public function testACodeIsThirtyTwoHexAndOnlyItsHashIsStored(): void
    {
        $code = $this->code->generate();
        self::assertMatchesRegularExpression('/^[0-9a-f]{32}$/', $code);
        self::assertNotContains($code, $this->world->config->values);
        self::assertSame(hash('sha256', $code), $this->world->config->values[ConfigPathsInterface::PAIRING_CODE_HASH]);
        self::assertSame(PairingCodeInterface::LIVE, $this->code->getStatus());
    }

    public function testE51AnExpiredCodeIsShownAsSuchAndANewOneReplacesIt(): void
    {
        self::assertSame(PairingCodeInterface::NONE, $this->code->getStatus());
        $old = $this->code->generate();
        $this->world->clock->pass(1800);
        self::assertSame(PairingCodeInterface::LIVE, $this->code->getStatus());
        $this->world->clock->pass(1);
        self::assertSame(PairingCodeInterface::EXPIRED, $this->code->getStatus());
        self::assertFalse($this->code->matches($old));
        $new = $this->code->generate();
        self::assertTrue($this->code->matches($new));
        self::assertFalse($this->code->matches($old));
        $this->code->clear();
        self::assertSame(PairingCodeInterface::NONE, $this->code->getStatus());
    }

    public function testS20PairingConnectsAndUsesTheCodeUp(): void
    {
        $code = $this->code->generate();
        $this->pair($code);
        self::assertSame(ConnectionInterface::CONNECTED, $this->world->connection->getState());
        self::assertSame(World::API_KEY, $this->world->connection->getApiKey());
        self::assertSame(World::LEDGER, $this->world->connection->getBaseUrl());
        self::assertSame(World::STORE, $this->world->connection->getPairedStoreUrl());
        self::assertSame(PairingCodeInterface::NONE, $this->code->getStatus());
        $this->expectException(AuthorizationException::class);
        $this->pair($code);
    }

    public function testE28ThereIsOneCopyOfTheCredentialsAndTheKeyIsEncrypted(): void
    {
        $this->world->config->values[ConfigPathsInterface::LEGACY_API_KEY] = 'old';
        $this->pair($this->code->generate());
        self::assertArrayNotHasKey(ConfigPathsInterface::LEGACY_API_KEY, $this->world->config->values);
        self::assertNotContains(World::API_KEY, $this->world->config->values);
    }

    public function testE26OfTwoCallsAtOneMomentOneWins(): void
    {
        $code = $this->code->generate();
        $this->world->configStore->meanwhile = fn () => $this->pair($code, 'first');
        try {
            $this->pair($code, 'second');
            self::fail('both were accepted');
        } catch (AuthorizationException $e) {
            self::assertSame('first', $this->world->connection->getTenantId());
        }
    }

    public function testWrongMissingAndExpiredCodesAreRefusedAlike(): void
    {
        $texts = [$this->refusal(str_repeat('0', 32))];
        $code = $this->code->generate();
        $texts[] = $this->refusal(strtoupper($code) . 'x');
        $this->world->clock->pass(1801);
        $texts[] = $this->refusal($code);
        self::assertCount(1, array_unique($texts));
    }

    public function testE26GuessingIsSlowedDown(): void
    {
        $code = $this->code->generate();
        for ($i = 0; $i < 10; $i++) {
            $this->refusal('wrong');
        }
        try {
            $this->pair($code);
            self::fail('not throttled');
        } catch (WebapiException $e) {
            self::assertSame(429, $e->getHttpCode());
        }
        self::assertTrue($this->code->matches($code), 'the code itself is not lost');
    }

    /**
     * @dataProvider wrongInput
     */
    public function testInputIsCheckedBeforeTheCode(string $tenant, string $key, string $url): void
    {
        $code = $this->code->generate();
        try {
            $this->setupPair('developer')->pair($code, $tenant, $key, $url);
            self::fail('accepted');
        } catch (InputException $e) {
            self::assertTrue($this->code->matches($code));
        }
    }

    /**
     * @return array<string, array{string, string, string}>
     */
    public static function wrongInput(): array
    {
        return [
            'no tenant' => [' ', 'k', 'https://x'],
            'no key' => ['t', '', 'https://x'],
            'no url' => ['t', 'k', ''],
            'another scheme' => ['t', 'k', 'ftp://x'],
            'no host' => ['t', 'k', 'https://'],
            'a tenant of 65 characters' => [str_repeat('t', 65), 'k', 'https://x'],
        ];
    }

    public function testE26InProductionNothingGoesInClear(): void
    {
        $code = $this->code->generate();
        foreach ([[false, 'https://ledger.example.com'], [true, 'http://ledger.example.com']] as [$secure, $url]) {
            $this->request->secure = $secure;
            try {
                $this->setupPair('production')->pair($code, 't', 'k', $url);
                self::fail('accepted');
            } catch (InputException $e) {
                self::assertStringContainsString('HTTPS', $e->getMessage());
            }
        }
        $this->request->secure = true;
        $this->setupPair('production')->pair($code, 't', 'k', 'https://ledger.example.com');
        self::assertTrue($this->world->connection->isConnected());
    }

    public function testE09PairingWithAnotherTenantParksTheRowsOfTheFormer(): void
    {
        $this->pair($this->code->generate());
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(1, 1, 1, '1', false)]);
        $this->pair($this->code->generate(), 'another');
        self::assertSame([1 => 'parked'], $this->world->store->statuses());
        self::assertStringContainsString('Paired again', $this->world->logger->text());
        self::assertStringNotContainsString(World::API_KEY, $this->world->logger->text());
    }

    public function testAPauseEndsWithANewPairing(): void
    {
        $this->world->queue->paused('bad_token', 'no');
        $this->pair($this->code->generate());
        self::assertSame('running', $this->world->queue->getState());
    }

    private function pair(string $code, string $tenant = World::TENANT): void
    {
        $this->setupPair('default')->pair(" $code\n", $tenant, World::API_KEY, World::LEDGER . '//');
    }

    private function refusal(string $code): string
    {
        try {
            $this->pair($code);
        } catch (AuthorizationException $e) {
            return $e->getMessage();
        }
        self::fail('accepted');
    }

    private function setupPair(string $mode): SetupPair
    {
        $world = $this->world;
        return new SetupPair(
            $this->code,
            new Throttle($world->cache, new RemoteAddress()),
            new RequestSecurity($this->request, new State($mode)),
            $world->configStore,
            new FakeEncryptor(),
            $world->connection,
            $world->store,
            $world->queue,
            new Health($world->ledger, $world->connection, $world->cache),
            $world->logger
        );
    }
}
