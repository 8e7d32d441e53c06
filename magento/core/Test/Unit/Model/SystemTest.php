<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Test\Unit\Model;

use Byte8\Core\Model\ModuleVersion;
use Byte8\Core\Model\SystemClock;
use Byte8\Core\Model\SystemRandom;
use Magento\Framework\Component\ComponentRegistrar;
use Magento\Framework\Filesystem\Driver\File;
use PHPUnit\Framework\TestCase;

/**
 * What comes from the machine.
 */
class SystemTest extends TestCase
{
    public function testAUuidIsOfVersionFourAndNewEachTime(): void
    {
        $random = new SystemRandom();
        $uuid = $random->uuid();
        self::assertMatchesRegularExpression('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $uuid);
        self::assertNotSame($uuid, $random->uuid());
        self::assertMatchesRegularExpression('/^[0-9a-f]{32}$/', $random->hex(16));
        self::assertSame(0, $random->upTo(0));
    }

    public function testTheClockTicksInSecondsAndNeverBack(): void
    {
        $clock = new SystemClock();
        self::assertEqualsWithDelta(time(), $clock->now(), 2);
        $first = $clock->monotonic();
        self::assertGreaterThanOrEqual($first, $clock->monotonic());
    }

    public function testAVersionIsReadFromComposer(): void
    {
        ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Byte8_Core', dirname(__DIR__, 3));
        $versions = new ModuleVersion(new ComponentRegistrar(), new File());
        self::assertMatchesRegularExpression('/^\d+\.\d+\.\d+$/', $versions->get('Byte8_Core'));
        self::assertSame('unknown', $versions->get('Byte8_Nothing'));
    }
}
