<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Model\Status;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Test\Unit\Fake\FixedClock;
use Byte8\SageAccounting\Model\Status\CronWatch;
use Byte8\SageAccounting\Model\Status\RelativeTime;
use Byte8\SageAccounting\Test\Unit\Fake\FakeConnection;
use Byte8\SageAccounting\Test\Unit\Fake\FakeQueue;
use PHPUnit\Framework\TestCase;

/**
 * F149: a cron that sleeps is noticed within five minutes, with the command to run.
 */
class CronWatchTest extends TestCase
{
    public function testItIsAwakeWithinFourMinutesAndAsleepBeforeFive(): void
    {
        self::assertSame('', $this->watch(240)->getText());
        $text = $this->watch(299)->getText();
        self::assertStringContainsString('4 minutes ago', $text);
        self::assertStringContainsString('cron:install', $text);
    }

    public function testACronThatNeverRanIsAsleep(): void
    {
        self::assertTrue($this->watch(null)->isAsleep());
    }

    public function testBeforeAPairingItIsOfNoInterest(): void
    {
        self::assertFalse($this->watch(null, ConnectionInterface::DISCONNECTED)->isAsleep());
    }

    public function testTimesAreSaidWithTheirSingular(): void
    {
        $time = new RelativeTime(new FixedClock());
        $now = FixedClock::START;
        self::assertSame('less than a minute ago', $time->ago($now + 20));
        self::assertSame('1 minute ago', $time->ago($now - 60));
        self::assertSame('3 hours ago', $time->ago($now - 3 * 3600));
        self::assertSame('2 days ago', $time->ago($now - 2 * 86400));
        self::assertSame('never', $time->agoText(null));
        self::assertSame('unknown', $time->agoText('soon'));
    }

    private function watch(?int $age, string $state = ConnectionInterface::CONNECTED): CronWatch
    {
        $clock = new FixedClock();
        $seen = $age === null ? null : FixedClock::START - $age;
        return new CronWatch(
            new FakeQueue(cronSeenAt: $seen),
            new FakeConnection($state),
            $clock,
            new RelativeTime($clock)
        );
    }
}
