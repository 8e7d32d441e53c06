<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Mirror;

use Byte8\Client\Model\Mirror\Reader;
use Byte8\Client\Model\SyncStateUpsert;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Webapi\Exception as WebapiException;
use PHPUnit\Framework\TestCase;

/**
 * The ledger's reports. E-10, E-29, E-30, E-35, F105, recorded behaviour of sync-state.
 */
class MirrorTest extends TestCase
{
    private const LATER = '2026-05-17T10:12:03Z';
    private const EARLIER = '2026-05-17T10:12:02Z';

    private World $world;

    protected function setUp(): void
    {
        $this->world = new World();
    }

    public function testAReportIsStored(): void
    {
        $this->report('synced', self::LATER, 'df6b', 'SI-27');
        $state = (new Reader($this->world->mirrorStore))->get('invoice', 42, World::PROVIDER);
        self::assertNotNull($state);
        self::assertSame('synced', $state->getStatus());
        self::assertSame(['df6b', 'SI-27'], [$state->getProviderEntityId(), $state->getProviderReference()]);
        self::assertSame('2026-05-17 10:12:03', $state->getLastSyncAt());
    }

    public function testE10AnOlderReportIsIgnoredAndAnEqualOneIsNot(): void
    {
        $this->report('synced', self::LATER, 'df6b');
        $this->report('failed', self::EARLIER);
        self::assertSame('synced', $this->world->chip('invoice', 42));
        $this->report('failed', self::LATER);
        self::assertSame('failed', $this->world->chip('invoice', 42));
    }

    public function testE10KnownIdsStayWhenAReportDoesNotRepeatThem(): void
    {
        $this->report('synced', self::EARLIER, 'df6b', 'SI-27');
        $this->report('skipped', self::LATER);
        $row = $this->world->chipRow('invoice', 42);
        self::assertSame(['skipped', 'df6b', 'SI-27'], [
            $row['sync_status'],
            $row['provider_entity_id'],
            $row['provider_reference'],
        ]);
    }

    public function testAPendingChipTakesAnyReportHoweverSmallTheClockDifference(): void
    {
        $this->world->clock->pass(3600);
        $this->world->outbox->enqueue([$this->world->events->invoiceCreated(42, 1, 1, '42', false)]);
        $this->report('synced', self::LATER);
        self::assertSame('synced', $this->world->chip('invoice', 42));
    }

    public function testARowOfTheOriginalHasTheTimeOfItsLastWrite(): void
    {
        $this->world->mirrorStore->insert([
            'entity_type' => 'invoice',
            'magento_id' => 42,
            'provider' => World::PROVIDER,
            'sync_status' => 'synced',
            'last_sync_at' => '2026-05-17 10:12:03',
        ]);
        $this->report('failed', self::EARLIER);
        self::assertSame('synced', $this->world->chip('invoice', 42));
    }

    public function testF105AReportAfterADeadLetterWins(): void
    {
        $this->world->mirror->deliveryFailed('invoice', 42, 'gave_up');
        self::assertSame('failed', $this->world->chip('invoice', 42));
        $this->report('synced', self::LATER);
        self::assertSame('synced', $this->world->chip('invoice', 42));
        self::assertNull($this->world->chipRow('invoice', 42)['error_code']);
    }

    /**
     * @dataProvider times
     */
    public function testE35TimesAreUnderstoodOrRefused(?string $text, ?string $stored): void
    {
        if ($stored === null) {
            $this->expectException(InputException::class);
        }
        $this->report('synced', $text);
        self::assertSame($stored, $this->world->chipRow('invoice', 42)['last_sync_at']);
    }

    /**
     * @return array<string, array{string|null, string|null}>
     */
    public static function times(): array
    {
        return [
            'none' => [null, '2026-05-17 10:11:12'],
            'offset' => ['2026-05-17T12:00:00+02:00', '2026-05-17 10:00:00'],
            'fraction' => ['2026-05-17T10:00:00.5Z', '2026-05-17 10:00:00'],
            'words' => ['now-ish', null],
        ];
    }

    /**
     * @dataProvider wrongFields
     * @param array<int, mixed> $arguments
     */
    public function testWhatIsWrongIsRefusedBeforeAnythingIsWritten(array $arguments): void
    {
        try {
            $this->upsert()->save(...array_replace(['invoice', 42, World::PROVIDER, 'synced'], $arguments));
            self::fail('accepted');
        } catch (InputException $e) {
            self::assertSame([], $this->world->mirrorStore->rows);
        }
    }

    /**
     * @return array<string, array{array<int, mixed>}>
     */
    public static function wrongFields(): array
    {
        return [
            'kind' => [[0 => 'order']],
            'id' => [[1 => 0]],
            'no provider' => [[2 => ' ']],
            'a provider of 33 characters' => [[2 => str_repeat('p', 33)]],
            'pending' => [[3 => 'pending']],
            'another word' => [[3 => 'done']],
        ];
    }

    public function testLongTextsAreCutByCharacters(): void
    {
        $this->report('synced', self::LATER, str_repeat('é', 70), str_repeat('日', 70));
        $row = $this->world->chipRow('invoice', 42);
        self::assertSame(64, mb_strlen($row['provider_entity_id']));
        self::assertSame(64, mb_strlen($row['provider_reference']));
    }

    /**
     * @dataProvider links
     */
    public function testOnlyALinkIsALink(string $url, ?string $expected): void
    {
        $this->upsert()->save('invoice', 42, World::PROVIDER, 'synced', null, null, null, null, self::LATER, $url);
        $state = (new Reader($this->world->mirrorStore))->getMany('invoice', [42], World::PROVIDER)[42];
        self::assertSame($expected, $state->getProviderUrl());
    }

    /**
     * @return array<string, array{string, string|null}>
     */
    public static function links(): array
    {
        return [
            'link' => ['https://books.example.com/1', 'https://books.example.com/1'],
            'script' => ['javascript:alert(1)', null],
            'markup' => ['https://x/"><script>', null],
            'too long' => ['https://books.example.com/' . str_repeat('a', 255), null],
        ];
    }

    public function testE29AFailureOfOursIsA503SoThatTheLedgerTriesAgain(): void
    {
        $this->world->mirrorStore->failure = new \RuntimeException('disk full');
        try {
            $this->report('synced', self::LATER);
            self::fail('accepted');
        } catch (WebapiException $e) {
            self::assertSame(503, $e->getHttpCode());
            self::assertStringNotContainsString('disk full', $e->getMessage());
        }
    }

    private function report(string $status, ?string $at, ?string $id = null, ?string $reference = null): void
    {
        $this->upsert()->save('invoice', 42, World::PROVIDER, $status, $id, $reference, null, null, $at);
    }

    private function upsert(): SyncStateUpsert
    {
        return new SyncStateUpsert($this->world->mirror, $this->world->clock, $this->world->logger);
    }
}
