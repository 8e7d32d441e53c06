<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Model\Status;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\QueueStateInterface;
use Byte8\Client\Model\Health\HealthResult;
use Byte8\SageAccounting\Model\Status\Judge;
use Byte8\SageAccounting\Model\Status\RefusalWords;
use Byte8\SageAccounting\Test\Unit\Fake\FakeConnection;
use Byte8\SageAccounting\Test\Unit\Fake\FakeQueue;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * F107, E-19, E-50: every row of the decision list.
 */
class JudgeTest extends TestCase
{
    #[DataProvider('answers')]
    public function testTheLedgersAnswerDecidesColourStateAndPlace(
        HealthResult $health,
        string $state,
        string $tone,
        string $target
    ): void {
        $view = $this->judge()->judge($health);
        self::assertSame([$state, $tone, $target], [$view->state, $view->tone, $view->target]);
        self::assertNotSame('', $view->label);
    }

    /**
     * @return array<string, array{HealthResult, string, string, string}>
     */
    public static function answers(): array
    {
        return [
            'no answer is unreachable, not waiting' => [new HealthResult(false, 0), 'unreachable', 'grey', 'config'],
            'a fault is unreachable' => [new HealthResult(false, 503), 'unreachable', 'grey', 'config'],
            'a refusal is red' => [new HealthResult(false, 401), 'bad_token', 'red', 'config'],
            'waiting for Sage' => [self::health('pending', null), 'waiting', 'amber', 'config'],
            'no business' => [self::health('active', null), 'waiting', 'amber', 'config'],
            'the store refuses' => [self::health('token_revoked', null), 'token_revoked', 'red', 'config'],
            'green' => [self::health('active', 'active'), 'connected', 'green', 'sync'],
            'errors' => [self::health('active', 'active', '', 2, 3), 'errors', 'red', 'sync'],
            'work' => [self::health('active', 'active', '', 2, 0), 'pending', 'amber', 'sync'],
            'paused' => [self::health('active', 'paused'), 'paused', 'amber', 'sync'],
            'Sage lost' => [self::health('active', 'sage_access_removed'), 'sage_access_removed', 'red', 'sync'],
            'revoked' => [self::health('active', 'revoked', 'replaced'), 'binding_revoked', 'red', 'config'],
            'subscription' => [
                self::health('active', 'revoked', 'subscription_ended'), 'subscription_ended', 'red', 'config',
            ],
            'a word of the future' => [self::health('active', 'frozen'), 'binding_frozen', 'red', 'sync'],
            'an empty answer' => [new HealthResult(true, 200), 'unknown', 'grey', 'config'],
        ];
    }

    #[DataProvider('localStates')]
    public function testWhatTheStoreKnowsByItselfComesFirst(string $connection, FakeQueue $queue, string $state): void
    {
        $view = (new Judge(new FakeConnection($connection), $queue, new RefusalWords()))
            ->judge(self::health('active', 'active'));
        self::assertSame([$state, 'red'], [$view->state, $view->tone]);
    }

    /**
     * @return array<string, array{string, FakeQueue, string}>
     */
    public static function localStates(): array
    {
        $running = new FakeQueue();
        $paused = QueueStateInterface::PAUSED;
        return [
            'not paired' => [ConnectionInterface::DISCONNECTED, $running, 'disconnected'],
            'key unreadable' => [ConnectionInterface::KEY_UNREADABLE, $running, 'key_unreadable'],
            'a clone' => [ConnectionInterface::CLONED, $running, 'cloned'],
            'refused' => [ConnectionInterface::CONNECTED, new FakeQueue($paused, 'bad_token'), 'bad_token'],
            'subscription ended' => [
                ConnectionInterface::CONNECTED, new FakeQueue($paused, 'subscription_ended'), 'subscription_ended',
            ],
            'no code' => [ConnectionInterface::CONNECTED, new FakeQueue($paused), 'refused'],
        ];
    }

    public function testBeforeTheAnswerThePageSaysThatItAsks(): void
    {
        self::assertSame('asking', $this->judge()->judge(null)->state);
    }

    public function testAClonesTextNamesBothAddresses(): void
    {
        $view = $this->judge(ConnectionInterface::CLONED)->judge(null);
        self::assertStringContainsString('shop.example.com', $view->detail);
        self::assertStringContainsString('staging.example.com', $view->detail);
    }

    public function testTheRegionIsShownInCapitals(): void
    {
        self::assertStringContainsString('(UK)', $this->judge()->judge(self::health('active', 'active'))->label);
    }

    private function judge(string $state = ConnectionInterface::CONNECTED): Judge
    {
        return new Judge(new FakeConnection($state), new FakeQueue(), new RefusalWords());
    }

    private static function health(
        string $status,
        ?string $binding,
        string $reason = '',
        int $pending = 0,
        int $failed = 0
    ): HealthResult {
        return new HealthResult(true, 200, [
            'tenant' => ['magento_connection_status' => $status],
            'binding' => $binding === null ? null : ['status' => $binding, 'reason' => $reason, 'region' => 'uk'],
            'sync' => ['pending_count' => $pending, 'failed_24h' => $failed],
        ]);
    }
}
