<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\CreditMemoInterface;
use Byte8\Client\Api\Canonical\Data\InvoiceInterface;
use Byte8\Client\Api\Canonical\Data\PaymentInterface;
use Byte8\Client\Model\Canonical\AddressMapper;
use Byte8\Client\Model\Canonical\Amount;
use Byte8\Client\Model\Canonical\ContactMapper;
use Byte8\Client\Model\Canonical\CreditMemoMapper;
use Byte8\Client\Model\Canonical\DocumentMoneyMapper;
use Byte8\Client\Model\Canonical\DocumentRows;
use Byte8\Client\Model\Canonical\InvoiceMapper;
use Byte8\Client\Model\Canonical\LineMapper;
use Byte8\Client\Model\Canonical\PaymentMapper;
use Byte8\Client\Test\Unit\Fake\Wire;
use PHPUnit\Framework\TestCase;

/**
 * Every recorded document, made again from the rows of the recording's own database: what the original sent is sent
 * alike (but for its faults), and with the added fields every total closes to the last decimal.
 */
class RecordedDocumentsTest extends TestCase
{
    private const FOLDER = __DIR__ . '/../../../../../../spec/fixtures/documents';

    /** E-13, E-14: not sent, or wrong, in the original. */
    private const LINE_FAULTS = ['tax_rate' => 1];

    /**
     * @dataProvider documents
     */
    public function testWhatTheOriginalSentIsSentAlike(string $file): void
    {
        [$rows, $recorded, $fields] = $this->document($file);
        foreach ($recorded as $name => $value) {
            if ($name === 'customer' && $value['magento_id'] !== 0) {
                continue;
            }
            if ($name === 'lines') {
                self::assertSameSize($value, $fields['lines']);
                foreach ($value as $i => $line) {
                    $sent = array_intersect_key($fields['lines'][$i], $line);
                    self::assertEquals(
                        array_diff_key($line, self::LINE_FAULTS),
                        array_diff_key($sent, self::LINE_FAULTS),
                        $file
                    );
                }
                continue;
            }
            if ($name === 'reason') {
                $this->checkReason($rows, $fields['reason'] ?? null);
                continue;
            }
            if (str_starts_with($file, '136') && $name === 'customer') {
                // Fetched again later, when other memos had touched the order.
                unset($value['updated_at'], $fields[$name]['updated_at']);
            }
            self::assertEquals($value, $this->known($fields[$name], $value), "$file $name");
        }
    }

    /**
     * @dataProvider documents
     */
    public function testF105TheTotalClosesWithTheAddedFields(string $file): void
    {
        [, , $fields] = $this->document($file);
        $sum = 0;
        $parts = [
            'subtotal', 'tax_amount', 'shipping_amount', 'discount_amount', 'discount_tax_compensation_amount',
            'shipping_discount_tax_compensation_amount', 'fixed_product_tax_amount', 'adjustment_positive',
        ];
        foreach ($parts as $part) {
            $sum += Amount::ticks($fields[$part] ?? 0);
        }
        $sum -= Amount::ticks($fields['adjustment_negative'] ?? 0);
        self::assertSame(Amount::ticks($fields['grand_total']), $sum, $file);
    }

    /**
     * @dataProvider documents
     */
    public function testTheLinesAndShippingExplainTheDiscount(string $file): void
    {
        [, , $fields] = $this->document($file);
        $lines = 0;
        foreach ($fields['lines'] as $line) {
            $lines += Amount::ticks($line['discount_amount']);
        }
        $shipping = Amount::ticks($fields['shipping_discount_amount']);
        self::assertSame(-Amount::ticks($fields['discount_amount']), $lines + $shipping, $file);
    }

    /**
     * @dataProvider documents
     */
    public function testE14TheRateOfALineIsTheOneMagentoCalculatedWith(string $file): void
    {
        [$rows, , $fields] = $this->document($file);
        self::assertSameSize($rows->items, $fields['lines']);
        foreach ($fields['lines'] as $line) {
            $percent = Amount::ticks($rows->orderItems[$line['order_item_id']]['tax_percent'] ?? 0);
            if (isset($line['tax_rate'])) {
                self::assertEqualsWithDelta($percent / 1000000, $line['tax_rate'], 0.0000001, $file);
            }
            self::assertNotEmpty($line['product_type'], 'E-13');
        }
    }

    public function testE15AChildNamesItsParent(): void
    {
        [, , $fields] = $this->document('021-configurable.json');
        self::assertArrayNotHasKey('parent_item_id', $fields['lines'][0]);
        self::assertSame($fields['lines'][0]['order_item_id'], $fields['lines'][1]['parent_item_id']);
        self::assertSame(['configurable', 'simple'], array_column($fields['lines'], 'product_type'));
    }

    public function testFixedProductTaxesAreOnTheirLines(): void
    {
        [, , $fields] = $this->document('060-weee-excl.json');
        self::assertEquals(
            [['title' => 'FPT', 'amount' => 1.5, 'row_amount' => 3, 'base_row_amount' => 3]],
            $fields['lines'][0]['fixed_product_taxes']
        );
        self::assertEquals(3, $fields['fixed_product_tax_amount']);
    }

    /**
     * @dataProvider priceModes
     */
    public function testThePriceModeIsReadFromTheOrderNotFromTheSettings(string $file, bool $includes): void
    {
        [, , $fields] = $this->document($file, !$includes);
        self::assertSame($includes, $fields['prices_include_tax']);
    }

    /**
     * @return array<string, array{string, bool}>
     */
    public static function priceModes(): array
    {
        return [
            'including' => ['027-incl-mixed-discount-unit.json', true],
            'excluding' => ['002-many-lines.json', false],
            'foreign currency including' => ['132-usd-incl-total.json', true],
        ];
    }

    public function testE11TheCompanyAndTheVatNumberOfABusinessAreSent(): void
    {
        [, , $fields] = $this->document('018-b2b-vat.json');
        self::assertSame('Widgets & Sons (UK) Ltd', $fields['company']);
        self::assertSame('GB123456789', $fields['vat_id']);
        self::assertSame('Widgets & Sons (UK) Ltd', $fields['billing_address']['company']);
    }

    public function testBaseAmountsAreSent(): void
    {
        [, , $fields] = $this->document('131-eur-fixed-discount-ship.json');
        self::assertSame('GBP', $fields['base_currency']);
        self::assertEquals(29.74, $fields['base_grand_total']);
    }

    public function testE36AMemoNamesItsOrderAndHasItsTotals(): void
    {
        [$rows, , $fields] = $this->document('099-memo-order-level-partial.json');
        self::assertSame((int)$rows->order['entity_id'], $fields['order_id']);
        self::assertSame('000000004', $fields['order_increment_id']);
        self::assertEquals([4.16, 0.83], [$fields['subtotal'], $fields['tax_amount']]);
        self::assertSame('checkmo', $fields['payment_method']);
        self::assertSame('refunded', $fields['state']);
        self::assertSame('We are sorry', $fields['reason'], 'E-39: the internal comment before it stays in the shop');
    }

    public function testE38OnlyTheTitleOfTheMethodLeavesTheShop(): void
    {
        $document = self::load('074-card-captured-online.json');
        $rows = $this->rows($document, (array)json_decode($document['canonical']['invoice/75']['body'] ?? '{}', true));
        $fields = Wire::fields((new PaymentMapper())->map($rows), PaymentInterface::class);
        self::assertSame(['Bench card gateway'], $fields['gateway_metadata']);
        self::assertStringNotContainsString('4242', (string)json_encode($fields));
        self::assertStringStartsWith('cap_', $fields['gateway_txn_id']);
    }

    public function testE37MoneyIsDatedWhenItWasTaken(): void
    {
        $document = self::load('001-one-line.json');
        $rows = $this->rows($document, [], false, '2026-11-30 12:00:00');
        $fields = Wire::fields((new PaymentMapper())->map($rows), PaymentInterface::class);
        self::assertSame('2026-11-30T12:00:00Z', $fields['captured_at']);
        self::assertSame('2026-11-30T12:00:00Z', $this->invoices()->map($rows)->getCapturedAt());
        $open = $this->rows(self::load('076-card-open.json'), []);
        self::assertNull($this->invoices()->map($open)->getCapturedAt());
    }

    public function testCommerceAmountsAreTakenWhereTheColumnsExist(): void
    {
        $document = self::load('001-one-line.json');
        $document['truth']['header'] += ['gift_cards_amount' => '5.0000', 'customer_balance_amount' => '1.2500'];
        $invoice = $this->invoices()->map($this->rows($document, []));
        self::assertSame([5.0, 1.25], [$invoice->getGiftCardAmount(), $invoice->getStoreCreditAmount()]);
    }

    public function testE58NumbersShowNoArtefactsOfBinaryFractions(): void
    {
        self::assertSame('[8.31,0.0001,-5,16.9875,20]', json_encode([
            Amount::number(Amount::ticks('6.9300') + Amount::ticks('1.3800')),
            Amount::of('0.00009'),
            Amount::of('-5.0000'),
            Amount::of('16.9875'),
            Amount::of(20),
        ]));
        self::assertSame(0, Amount::ticks(null));
        self::assertSame(-12345, Amount::ticks('-1.2345'));
        self::assertNull(Amount::orNull(null));
    }

    /**
     * @return array<string, array{string}>
     */
    public static function documents(): array
    {
        $files = [];
        foreach (glob(self::FOLDER . '/*.json') ?: [] as $path) {
            $document = (array)json_decode((string)file_get_contents($path), true);
            if (in_array($document['kind'], ['invoice', 'creditmemo'], true) && isset($document['truth']['header'])) {
                $files[basename($path)] = [basename($path)];
            }
        }
        return $files;
    }

    /**
     * @return array<mixed>
     */
    private static function load(string $file): array
    {
        return (array)json_decode((string)file_get_contents(self::FOLDER . '/' . $file), true);
    }

    /**
     * @return array{DocumentRows, array<string, mixed>, array<string, mixed>}
     */
    private function document(string $file, bool $setting = false): array
    {
        $document = self::load($file);
        $recorded = [];
        foreach ($document['canonical'] as $route => $answer) {
            if (str_starts_with($route, $document['kind'] . '/')) {
                $recorded = (array)json_decode($answer['body'], true);
            }
        }
        self::assertNotSame([], $recorded, $file);
        $rows = $this->rows($document, $recorded, $setting);
        $fields = $document['kind'] === 'invoice'
            ? Wire::fields($this->invoices()->map($rows), InvoiceInterface::class)
            : Wire::fields($this->memos()->map($rows), CreditMemoInterface::class);
        return [$rows, $recorded, $fields];
    }

    /**
     * @param array<mixed> $document
     * @param array<mixed> $recorded
     */
    private function rows(array $document, array $recorded, bool $setting = false, ?string $capturedAt = null): DocumentRows
    {
        $truth = $document['truth'];
        $addresses = [];
        foreach ($truth['order_addresses'] as $address) {
            $addresses[$address['address_type']] = $address;
        }
        $orderItems = [];
        foreach ($truth['order_items'] as $item) {
            $orderItems[(int)$item['item_id']] = $item;
        }
        $invoice = isset($recorded['invoice_id']) ? [
            'entity_id' => $recorded['invoice_id'],
            'increment_id' => $recorded['invoice_increment_id'],
            'created_at' => $recorded['invoice_created_at'],
        ] : [];
        $payment = $truth['order_payment'][0] ?? $truth['order_payment'];
        if (is_array($payment['additional_information'] ?? null)) {
            $payment['additional_information'] = json_encode($payment['additional_information']);
        }
        return new DocumentRows(
            $truth['header'],
            $truth['items'],
            $truth['order'],
            $orderItems,
            $addresses,
            $payment,
            $truth['comments'],
            $invoice,
            null,
            (int)($recorded['website_id'] ?? 1),
            $setting,
            $capturedAt
        );
    }

    private function invoices(): InvoiceMapper
    {
        $addresses = new AddressMapper();
        return new InvoiceMapper(new ContactMapper($addresses), new LineMapper(), $addresses, new DocumentMoneyMapper());
    }

    private function memos(): CreditMemoMapper
    {
        $addresses = new AddressMapper();
        return new CreditMemoMapper(new ContactMapper($addresses), new LineMapper(), $addresses, new DocumentMoneyMapper());
    }

    /**
     * E-39: the original sent any comment; ours sends only what the customer may see.
     */
    private function checkReason(DocumentRows $rows, ?string $sent): void
    {
        $visible = array_filter(
            $rows->comments,
            static fn (array $c): bool => (int)$c['is_visible_on_front'] === 1 && trim((string)$c['comment']) !== ''
        );
        self::assertSame(array_values($visible)[0]['comment'] ?? null, $sent, 'E-39');
    }

    /**
     * Of nested objects only the members that the original knows.
     *
     * @param mixed $value
     * @param mixed $like
     * @return mixed
     */
    private function known($value, $like = null)
    {
        if (!is_array($value) || !is_array($like)) {
            return $value;
        }
        $members = array_is_list($value) ? $value : array_intersect_key($value, $like);
        foreach ($members as $key => $member) {
            $members[$key] = $this->known($member, $like[$key] ?? null);
        }
        return $members;
    }
}
