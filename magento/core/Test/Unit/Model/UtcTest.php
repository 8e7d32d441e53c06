<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Test\Unit\Model;

use Byte8\Core\Model\Utc;
use PHPUnit\Framework\TestCase;

/**
 * Times as text. E-35: what is no date is refused, an offset is honoured, PHP's own time zone does not matter.
 */
class UtcTest extends TestCase
{
    private const NOW = 1779012672;

    public function testWritesBothForms(): void
    {
        self::assertSame('2026-05-17T10:11:12Z', Utc::iso(self::NOW));
        self::assertSame('2026-05-17 10:11:12', Utc::sql(self::NOW));
        self::assertSame('2026-05-17T10:11:12Z', Utc::isoOrEmpty('2026-05-17 10:11:12'));
        self::assertSame('', Utc::isoOrEmpty('0000-00-00 00:00:00'));
        self::assertSame('', Utc::isoOrEmpty(null));
    }

    /**
     * @dataProvider texts
     */
    public function testReads(string $text, ?int $expected): void
    {
        self::assertSame($expected, Utc::parse($text));
    }

    /**
     * @return array<string, array{string, int|null}>
     */
    public static function texts(): array
    {
        return [
            'wire' => ['2026-05-17T10:11:12Z', self::NOW],
            'database' => ['2026-05-17 10:11:12', self::NOW],
            'fraction' => ['2026-05-17T10:11:12.987Z', self::NOW],
            'offset east' => ['2026-05-17T12:11:12+02:00', self::NOW],
            'offset west without colon' => ['2026-05-17T05:41:12-0430', self::NOW],
            'no such day' => ['2026-02-30T00:00:00Z', null],
            'no such hour' => ['2026-02-20T24:00:00Z', null],
            'zero date' => ['0000-00-00 00:00:00', null],
            'words' => ['yesterday', null],
            'date only' => ['2026-05-17', null],
            'empty' => ['', null],
        ];
    }
}
