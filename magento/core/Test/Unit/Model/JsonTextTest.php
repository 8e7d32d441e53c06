<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Test\Unit\Model;

use Byte8\Core\Model\JsonText;
use PHPUnit\Framework\TestCase;

/**
 * JSON and cutting. E-44: texts are cut by characters; E-54: broken UTF-8 never yields an empty body.
 */
class JsonTextTest extends TestCase
{
    public function testSlashesStayBareAndTheRestOutsideAsciiIsEscaped(): void
    {
        self::assertSame('{"a":"b\/c"}', json_encode(['a' => 'b/c']));
        self::assertSame('{"a":"b/c \u00e9"}', JsonText::encode(['a' => 'b/c é']));
    }

    public function testBrokenBytesAreReplaced(): void
    {
        self::assertSame('{"a":"x\ufffdy"}', JsonText::encode(['a' => "x\xE9y"]));
    }

    public function testCutsCharactersNotBytes(): void
    {
        self::assertSame('ééé', JsonText::cut(str_repeat('é', 10), 3));
        self::assertSame('a?', JsonText::cut("a\xE9", 5));
    }

    public function testWhatIsNoObjectDecodesToNothing(): void
    {
        self::assertSame([], JsonText::decode('<html>'));
        self::assertSame([], JsonText::decode('"text"'));
        self::assertSame([], JsonText::decode(null));
        self::assertSame(['a' => 1], JsonText::decode('{"a":1}'));
    }
}
