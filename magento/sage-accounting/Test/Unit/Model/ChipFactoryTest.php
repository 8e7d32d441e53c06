<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Model;

use Byte8\Client\Model\Mirror\SyncState;
use Byte8\SageAccounting\Model\ChipFactory;
use Byte8\SageAccounting\Model\Words;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * F108, F105, B028: chips and their words.
 */
class ChipFactoryTest extends TestCase
{
    private const SKIPS = [
        'unpaid_invoice', 'zero_value_invoice', 'outside_sync_since', 'website_not_in_filter', 'store_not_in_filter',
        'products_disabled', 'PRODUCT_TYPE_NOT_SUPPORTED', 'payment_method_not_mapped', 'cancelled_in_magento', 'ignored',
    ];
    private const ERRORS = [
        'auth', 'not_found', 'validation', 'rate_limited', 'provider', 'http', 'database', 'serde', 'internal',
        'needs_review', 'delivery_http_422', 'delivery_binding_revoked', 'delivery_transient_exhausted',
    ];

    public function testEveryCodeHasItsWords(): void
    {
        $words = new Words();
        foreach (self::SKIPS as $code) {
            self::assertNotSame($code, $words->skipReason($code));
        }
        foreach (self::ERRORS as $code) {
            self::assertNotSame($code, $words->error($code));
        }
        self::assertSame('new_code', $words->skipReason('new_code'));
        self::assertSame('new_code', $words->error('new_code'));
    }

    public function testASyncedInvoiceWithAnUnmappedPaymentStaysSyncedWithItsNumberAndAHint(): void
    {
        $chip = $this->chips()->ofRow([
            'byte8_sync_status' => 'synced', 'byte8_sync_provider_reference' => 'SI-27',
            'byte8_sync_skip_reason' => 'payment_method_not_mapped',
        ]);
        self::assertSame(['synced', 'SI-27'], [$chip->status, $chip->reference]);
        self::assertStringStartsWith('SI-27 · ', $chip->title);
        self::assertStringNotContainsString('Skipped', $chip->title);
    }

    public function testNothingKnownIsADash(): void
    {
        self::assertSame(['none', '–', ''], [
            $this->chips()->ofState(null)->status, $this->chips()->ofState(null)->label,
            $this->chips()->ofRow(['byte8_sync_status' => 'none'])->title,
        ]);
    }

    #[DataProvider('addresses')]
    public function testOnlyAWebAddressBecomesALink(string $url, string $shown): void
    {
        $state = new SyncState([
            'sync_status' => 'synced', 'provider_reference' => 'SI-1', 'provider_url' => $url,
            'last_sync_at' => '2026-05-17 10:00:00',
        ]);
        self::assertSame($shown, $this->chips()->ofState($state)->url);
    }

    /**
     * @return array<string, array{string, string}>
     */
    public static function addresses(): array
    {
        return [
            'https' => ['https://sage.example/1', 'https://sage.example/1'],
            'script' => ['javascript:alert(1)', ''],
            'none' => ['', ''],
        ];
    }

    private function chips(): ChipFactory
    {
        return new ChipFactory(new Words());
    }
}
