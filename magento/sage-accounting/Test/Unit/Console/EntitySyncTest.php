<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Console;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\EntityPageInterface;
use Byte8\Client\Api\EntityListInterface;
use Byte8\Client\Api\ResyncInterface;
use Byte8\Client\Model\Delivery\Delivery;
use Byte8\Client\Model\Entity\EntityPage;
use Byte8\SageAccounting\Console\Command\EntitySync;
use Byte8\SageAccounting\Test\Unit\Fake\FakeConnection;
use Magento\Framework\App\State;
use Magento\Framework\Exception\NoSuchEntityException;
use PHPUnit\Framework\TestCase;
use Symfony\Component\Console\Tester\CommandTester;

/**
 * F119, E-21, E-23: byte8:sage:…:sync.
 */
class EntitySyncTest extends TestCase
{
    /** @var array<int, string> */
    private array $sent = [];

    public function testItSendsWhatWasNamedInAnyOfTheThreeWays(): void
    {
        self::assertSame(0, $this->runWith(['ids' => ['3', '4'], '--id' => '5', '--ids' => '6, 7'])->getStatusCode());
        self::assertSame([3, 4, 5, 6, 7], array_keys($this->sent));
    }

    public function testItNeedsIdsOrAllAndNotBoth(): void
    {
        self::assertSame(1, $this->runWith([])->getStatusCode());
        self::assertSame(1, $this->runWith(['ids' => ['3'], '--all' => true])->getStatusCode());
        self::assertSame(1, $this->runWith(['ids' => ['0']])->getStatusCode());
        self::assertSame(1, $this->runWith(['ids' => ['3'], '--event' => 'sold'])->getStatusCode());
        self::assertSame([], $this->sent);
    }

    public function testAllGoesThroughEveryPageInConstantMemory(): void
    {
        gc_collect_cycles();
        $before = memory_get_usage();
        $tester = $this->runWith(['--all' => true, '--queue' => true, '--event' => 'created'], 100000);
        self::assertStringContainsString('100000 done, 0 failed', substr($tester->getDisplay(), -60));
        unset($tester);
        self::assertLessThan(20_000_000, memory_get_usage() - $before);
    }

    public function testARefusalPrintsItsReasonAndFails(): void
    {
        $tester = $this->runWith(['ids' => ['13']]);
        self::assertSame(1, $tester->getStatusCode());
        self::assertStringContainsString('HTTP 422): malformed', $tester->getDisplay());
    }

    public function testAMissingDocumentFails(): void
    {
        $tester = $this->runWith(['ids' => ['4040404']]);
        self::assertSame(1, $tester->getStatusCode());
        self::assertStringContainsString('not found', $tester->getDisplay());
    }

    public function testWithoutAConnectionNothingIsTried(): void
    {
        $tester = $this->runWith(['ids' => ['3']], 0, ConnectionInterface::DISCONNECTED);
        self::assertSame(1, $tester->getStatusCode());
        self::assertSame([], $this->sent);
    }

    public function testPaidOnlyLeavesOpenInvoicesOut(): void
    {
        $this->runWith(['--all' => true, '--state' => 'paid'], 4);
        self::assertSame([2, 4], array_keys($this->sent));
        $this->sent = [];
        $this->runWith(['--all' => true, '--state' => 'open'], 4);
        self::assertSame([1, 3], array_keys($this->sent));
    }

    /**
     * @param array<string, mixed> $input
     */
    private function runWith(array $input, int $many = 0, string $state = ConnectionInterface::CONNECTED): CommandTester
    {
        $list = new class ($many) implements EntityListInterface {
            public function __construct(private readonly int $many)
            {
            }

            public function getList(
                string $kind,
                ?string $from = null,
                ?string $to = null,
                int $after = 0,
                int $limit = 500
            ): EntityPageInterface {
                $last = min($this->many, $after + $limit);
                return new EntityPage($after < $last ? range($after + 1, $last) : [], $last < $this->many ? $last : null);
            }
        };
        $command = new EntitySync(new FakeConnection($state), $this->resync(), $list, new State(), 'invoice');
        $tester = new CommandTester($command);
        $tester->execute($input);
        return $tester;
    }

    private function resync(): ResyncInterface
    {
        $note = function (int $id, string $how): void {
            if (count($this->sent) < 100) {
                $this->sent[$id] = $how;
            }
        };
        return new class ($note) implements ResyncInterface {
            public function __construct(private readonly \Closure $note)
            {
            }

            public function eventsFor(string $kind, int $id): array
            {
                if ($id === 4040404) {
                    throw new NoSuchEntityException(__('gone'));
                }
                return $id % 2 === 0 ? ['invoice.created', 'invoice.paid'] : ['invoice.created'];
            }

            public function queue(string $kind, int $id, array $only = []): int
            {
                ($this->note)($id, 'queued');
                return count($only);
            }

            public function deliver(string $kind, int $id, array $only = []): array
            {
                ($this->note)($id, 'sent');
                return [$id === 13
                    ? new Delivery('refused', 'invoice.created', '', 422, 'malformed')
                    : new Delivery('delivered', 'invoice.created', 'run_1', 202)];
            }
        };
    }
}
