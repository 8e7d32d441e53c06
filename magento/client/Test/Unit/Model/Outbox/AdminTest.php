<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Outbox;

use Byte8\Client\Console\Command\OutboxCleanup;
use Byte8\Client\Console\Command\OutboxInspect;
use Byte8\Client\Console\Command\OutboxRequeue;
use Byte8\Client\Cron\Gc;
use Byte8\Client\Model\Jwt\SeenTokens;
use Byte8\Client\Model\Outbox\Admin;
use Byte8\Client\Model\Outbox\Compactor;
use Byte8\Client\Model\Rest\Requeue;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Exception\InputException;
use PHPUnit\Framework\TestCase;
use Symfony\Component\Console\Tester\CommandTester;

/**
 * What operators do. F112, F116, F117, F118, F120, S18.
 */
class AdminTest extends TestCase
{
    private World $world;
    private FakeAdapter $database;
    private Admin $admin;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->database = new FakeAdapter();
        $resource = new ResourceConnection($this->database);
        $this->admin = new Admin($resource, $this->world->connection, $this->world->mirror, $this->world->clock);
    }

    public function testCausesAreCountedAndRowsOfTheOriginalHaveTheirStatus(): void
    {
        $this->database->reads = [[
            ['cause' => 'binding_revoked', 'last_status_code' => '401', 'number' => '3'],
            ['cause' => null, 'last_status_code' => '422', 'number' => '4'],
            ['cause' => 'http_422', 'last_status_code' => '422', 'number' => '1'],
            ['cause' => null, 'last_status_code' => null, 'number' => '2'],
        ]];
        self::assertSame(['http_422' => 5, 'binding_revoked' => 3, 'unknown' => 2], $this->admin->countByCause());
    }

    public function testF117ARequeuedRowIsDueAtOnceAndItsChipIsPending(): void
    {
        $this->world->mirror->deliveryFailed('invoice', 42, 'http_422');
        $this->database->reads = [$this->row(7)];
        self::assertSame('requeued', $this->admin->requeue(7));
        self::assertStringContainsString(
            '{"status":"pending","attempts":0,"next_attempt_at":null,"cause":null}',
            $this->database->statements[1]
        );
        self::assertSame('pending', $this->world->chip('invoice', 42));
    }

    public function testF117ARowThatIsNotDeadOrNotThereStays(): void
    {
        $this->database->affected = [0];
        $this->database->reads = [$this->row(7), false];
        self::assertSame('not_dead', $this->admin->requeue(7));
        self::assertSame('missing', $this->admin->requeue(8));
    }

    public function testE09ARowOfAnotherTenantIsNotRequeued(): void
    {
        $this->database->reads = [$this->row(7, 'another')];
        self::assertSame('other_tenant', $this->admin->requeue(7));
        self::assertCount(1, $this->database->statements);
    }

    public function testS18OneActionRequeuesExactlyTheRowsOfACause(): void
    {
        $this->database->reads = [[$this->row(1), $this->row(2)]];
        self::assertSame(2, $this->admin->requeueAll('binding_revoked'));
        self::assertStringContainsString('WHERE cause = ? | binding_revoked', $this->database->statements[0]);
    }

    public function testRequeueingAllGoesByPagesAndUpToTheLimit(): void
    {
        $this->database->reads = [array_map(fn (int $id): array => $this->row($id), range(1, 200)), [$this->row(201)]];
        self::assertSame(201, $this->admin->requeueAll());
        $this->database->reads = [[$this->row(1), $this->row(2)]];
        self::assertSame(2, $this->admin->requeueAll(null, 2));
        self::assertStringContainsString('LIMIT 2', implode("\n", $this->database->statements));
    }

    public function testF118OnlyDeliveredRowsAreRemovedInSmallStepsByPrimaryKey(): void
    {
        $this->database->reads = [['3', '4']];
        $this->database->affected = [2];
        self::assertSame(2, $this->admin->cleanup(30));
        self::assertStringContainsString('WHERE status = ? | succeeded', $this->database->statements[0]);
        self::assertStringContainsString('2026-04-17 10:11:12', $this->database->statements[0]);
        self::assertStringContainsString(
            '{"entity_id IN (?)":[3,4],"status = ?":"succeeded"}',
            $this->database->statements[1]
        );
    }

    public function testF118ADryRunRemovesNothingAndZeroDaysAreRefused(): void
    {
        $this->database->reads = [['3', '4']];
        self::assertSame(2, $this->admin->cleanup(30, true));
        self::assertCount(1, $this->database->statements);
        $this->expectException(\InvalidArgumentException::class);
        $this->admin->cleanup(0);
    }

    public function testF116InspectShowsNoPayloadAndCutsErrorsByCharacters(): void
    {
        $causes = [['cause' => 'http_422', 'last_status_code' => '422', 'number' => '60']];
        $error = "HTTP 422:\n\n" . str_repeat('é', 300);
        $row = ['last_error' => $error, 'payload' => '{"secret":1}'] + $this->row(7);
        $this->database->reads = [$causes, [$row], $causes];
        $tester = new CommandTester(new OutboxInspect($this->admin));
        self::assertSame(0, $tester->execute([]));
        $text = $tester->getDisplay();
        self::assertStringContainsString('60 given up, 1 shown', $text);
        self::assertStringContainsString('HTTP 422: ' . str_repeat('é', 110) . ' ', $text);
        self::assertStringNotContainsString(str_repeat('é', 111), $text);
        self::assertStringNotContainsString('secret', $text);
        self::assertStringContainsString('byte8:client:outbox:requeue', $text, 'E-18');
        self::assertStringContainsString('LIMIT 50', implode("\n", $this->database->statements));
    }

    public function testF116InspectWithNothingToShowOrAWrongLimit(): void
    {
        $tester = new CommandTester(new OutboxInspect($this->admin));
        self::assertSame(0, $tester->execute([]));
        self::assertStringContainsString('No event was given up', $tester->getDisplay());
        self::assertSame(1, $tester->execute(['--limit' => '0']));
    }

    /**
     * @dataProvider requeueCalls
     * @param array<string, mixed> $input
     * @param array<int, mixed> $reads
     */
    public function testF117RequeueFromTheCommandLine(array $input, array $reads, int $exit, string $text): void
    {
        $this->database->reads = $reads;
        $tester = new CommandTester(new OutboxRequeue($this->admin));
        self::assertSame($exit, $tester->execute($input));
        self::assertStringContainsString($text, $tester->getDisplay());
    }

    /**
     * @return array<string, array{array<string, mixed>, array<int, mixed>, int, string}>
     */
    public static function requeueCalls(): array
    {
        $row = ['entity_id' => '7', 'idempotency_key' => 'k', 'event_name' => 'invoice.created',
            'status' => 'dead_lettered', 'attempts' => '1'];
        return [
            'ids' => [['ids' => ['7', '8']], [$row, $row], 0, 'Row 8 is pending again'],
            'option' => [['--id' => '7'], [$row], 0, 'Row 7 is pending again'],
            'unknown id' => [['ids' => ['9']], [false], 1, 'Row 9 does not exist'],
            'one of two unknown' => [['ids' => ['9', '7']], [false, $row], 1, 'Row 7 is pending again'],
            'all' => [['--all' => true], [[$row]], 0, '1 pending again'],
            'cause' => [['--cause' => 'http_422'], [[$row]], 0, '1 pending again'],
            'nothing' => [[], [], 1, 'Give ids'],
            'two ways' => [['--all' => true, '--id' => '7'], [], 1, 'Give ids'],
            'no number' => [['ids' => ['seven']], [], 1, 'whole number'],
        ];
    }

    public function testF118CleanupFromTheCommandLine(): void
    {
        $tester = new CommandTester(new OutboxCleanup($this->admin));
        self::assertSame(1, $tester->execute(['--days' => '0']));
        self::assertSame(1, $tester->execute(['--days' => 'x']));
        $this->database->reads = [['3']];
        self::assertSame(0, $tester->execute(['--dry-run' => true]));
        self::assertStringContainsString('1 delivered events would be removed', $tester->getDisplay());
    }

    public function testTheCommandsCanBeNamedOtherwise(): void
    {
        self::assertSame('byte8:client:outbox:inspect', (new OutboxInspect($this->admin))->getName());
        self::assertSame('x:inspect', (new OutboxInspect($this->admin, 'x:inspect'))->getName());
        self::assertSame('x:requeue', (new OutboxRequeue($this->admin, 'x:requeue'))->getName());
        self::assertSame('x:cleanup', (new OutboxCleanup($this->admin, 'x:cleanup'))->getName());
    }

    public function testTheLedgerRequeuesWithinALimit(): void
    {
        $this->database->reads = [[$this->row(1)], [['cause' => 'x', 'last_status_code' => null, 'number' => '4']]];
        $result = (new Requeue($this->admin))->requeue('binding_revoked', 10);
        self::assertSame([1, 4], [$result->getRequeued(), $result->getDeadLettered()]);
        $this->expectException(InputException::class);
        (new Requeue($this->admin))->requeue(null, 1001);
    }

    public function testF120TheNightlyJobTidiesRowsAndTokensAndMergesEditsOfAnUnpairedStore(): void
    {
        $resource = new ResourceConnection($this->database);
        $this->database->reads = [['1', '2'], ['5'], ['hash']];
        $gc = new Gc(
            $this->admin,
            new Compactor($resource, $this->world->clock),
            new SeenTokens($resource, $this->world->clock),
            $this->world->logger
        );
        $gc->execute();
        $statements = implode("\n", $this->database->statements);
        self::assertStringContainsString('DELETE byte8_event_outbox {"entity_id IN (?)":[1,2]', $statements);
        self::assertStringContainsString('"cause":"overtaken"}', $statements);
        self::assertMatchesRegularExpression('/m\.tenant_id = \? \|$/m', $statements, 'only what was meant for nobody yet');
        self::assertStringContainsString('DELETE byte8_seen_token', $statements);
    }

    /**
     * @return array<string, mixed>
     */
    private function row(int $id, string $tenant = World::TENANT): array
    {
        return [
            'entity_id' => (string)$id,
            'idempotency_key' => 'invoice.created:42',
            'event_name' => 'invoice.created',
            'entity_type' => 'invoice',
            'magento_id' => '42',
            'tenant_id' => $tenant,
            'status' => 'dead_lettered',
            'attempts' => '1',
            'last_status_code' => '422',
            'last_attempt_at' => '2026-05-17 10:00:00',
        ];
    }
}
