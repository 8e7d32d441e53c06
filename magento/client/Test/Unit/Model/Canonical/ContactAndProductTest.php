<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\ContactInterface;
use Byte8\Client\Api\Canonical\Data\ProductInterface;
use Byte8\Client\Model\Canonical\AddressMapper;
use Byte8\Client\Model\Canonical\ContactMapper;
use Byte8\Client\Model\Canonical\CustomerRows;
use Byte8\Client\Model\Canonical\ProductMapper;
use Byte8\Client\Model\Canonical\ProductValues;
use Byte8\Client\Test\Unit\Fake\Wire;
use PHPUnit\Framework\TestCase;

/**
 * Customers and products against the recordings, and what ours adds. E-11, E-40.
 */
class ContactAndProductTest extends TestCase
{
    private const FOLDER = __DIR__ . '/../../../../../../spec/fixtures/documents';

    /**
     * @dataProvider customers
     */
    public function testCustomersAsRecorded(string $file): void
    {
        $document = (array)json_decode((string)file_get_contents(self::FOLDER . '/' . $file), true);
        $row = $document['truth']['customer_entity'][0];
        $stages = $document['stages'];
        $recorded = (array)json_decode(end($stages)['canonical']['customer/' . $row['entity_id']]['body'], true);
        $addresses = [];
        foreach ($document['truth']['customer_address_entity'] as $address) {
            $addresses[(int)$address['entity_id']] = $address;
        }
        $fields = Wire::fields(
            (new ContactMapper(new AddressMapper()))->customer(new CustomerRows($row, $addresses), []),
            ContactInterface::class
        );
        foreach ($recorded as $name => $value) {
            if ($name === 'updated_at') {
                continue;
            }
            $sent = $fields[$name];
            if ($name === 'addresses') {
                foreach ($sent as $i => $address) {
                    $sent[$i] = array_intersect_key($address, $value[$i]);
                }
            }
            self::assertEquals($value, $sent, "$file $name");
        }
    }

    /**
     * @return array<string, array{string}>
     */
    public static function customers(): array
    {
        $files = [];
        foreach (glob(self::FOLDER . '/*-customer-*.json') ?: [] as $path) {
            if (str_contains((string)file_get_contents($path), '"kind": "customer"')) {
                $files[basename($path)] = [basename($path)];
            }
        }
        return $files;
    }

    public function testE11CompanyAndVatNumberComeFromTheDefaultBillingAddress(): void
    {
        $contact = $this->contact(
            ['default_billing' => 2, 'taxvat' => 'GB1'],
            [2 => ['company' => 'Mill Ltd', 'vat_id' => 'GB2']]
        );
        self::assertSame(['Mill Ltd', 'GB2'], [$contact->getCompany(), $contact->getVatId()]);
        self::assertSame('GB1', $this->contact(['taxvat' => 'GB1'], [])->getVatId());
    }

    public function testE11WhatTheProfileLacksComesFromTheOrder(): void
    {
        $order = [
            'billing' => ['city' => 'Leeds', 'company' => 'Mill Ltd', 'telephone' => '0113'],
            'shipping' => ['city' => 'Galway'],
        ];
        $contact = $this->contact([], [], $order);
        self::assertSame(['Mill Ltd', '0113'], [$contact->getCompany(), $contact->getPhone()]);
        self::assertSame(['Leeds', 'Galway'], array_map(
            static fn ($address): string => $address->getCity(),
            $contact->getAddresses()
        ));
        $own = $this->contact(['default_shipping' => 3], [3 => ['city' => 'York', 'telephone' => '01904']], $order);
        self::assertSame('York', $own->getAddresses()[1]->getCity());
        self::assertSame('01904', $own->getPhone());
    }

    public function testAProductAsInTheContract(): void
    {
        $fields = Wire::fields((new ProductMapper())->map($this->product([])), ProductInterface::class);
        self::assertSame(
            '{"magento_id":301,"sku":"TEE-BLU-M","name":"Blue tee M","product_type":"simple","price":25,"cost":9.5,'
            . '"weight":0.2,"stock_qty":88,"manage_stock":true,"tax_class":"2","website_ids":[1,2],'
            . '"created_at":"2026-01-02T12:00:00Z","updated_at":"2026-05-17T10:00:00Z","status":"enabled",'
            . '"currency":"GBP","price_includes_tax":true,"salable_qty":85,"barcode":"5012345678900"}',
            json_encode($fields)
        );
    }

    /**
     * @dataProvider specialPrices
     */
    public function testE40ASpecialPriceIsSentOnlyWhileItHolds(?string $from, ?string $to, ?float $expected): void
    {
        $values = $this->product(['special_price' => '20', 'special_from_date' => $from, 'special_to_date' => $to]);
        self::assertSame($expected, (new ProductMapper())->map($values)->getSpecialPrice());
    }

    /**
     * @return array<string, array{string|null, string|null, float|null}>
     */
    public static function specialPrices(): array
    {
        return [
            'no dates' => [null, null, 20.0],
            'from today' => ['2026-05-17 00:00:00', null, 20.0],
            'to today' => [null, '2026-05-17 00:00:00', 20.0],
            'from tomorrow' => ['2026-05-18 00:00:00', null, null],
            'to yesterday' => ['2026-05-01', '2026-05-16', null],
        ];
    }

    public function testWhatAProductDoesNotHaveIsAbsent(): void
    {
        $values = $this->product(['price' => null, 'tax_class_id' => null, 'weight' => null, 'cost' => null], []);
        $fields = Wire::fields((new ProductMapper())->map($values), ProductInterface::class);
        foreach (['price', 'tax_class', 'weight', 'cost', 'stock_qty', 'special_price'] as $absent) {
            self::assertArrayNotHasKey($absent, $fields);
        }
        self::assertTrue($fields['manage_stock']);
    }

    public function testUseConfigOfTheStockItemIsResolved(): void
    {
        $own = ['qty' => '1', 'manage_stock' => '0', 'use_config_manage_stock' => '0'];
        self::assertFalse($this->product([], $own)->managesStock());
        self::assertTrue($this->product([], ['use_config_manage_stock' => '1'] + $own)->managesStock());
    }

    /**
     * @param array<string, mixed> $row
     * @param array<int, array<string, mixed>> $addresses
     * @param array<string, array<string, mixed>> $order
     */
    private function contact(array $row, array $addresses, array $order = []): ContactInterface
    {
        $rows = new CustomerRows($row + ['entity_id' => '57', 'email' => 'ada@example.com'], $addresses);
        return (new ContactMapper(new AddressMapper()))->customer($rows, $order);
    }

    /**
     * @param array<string, mixed> $data
     * @param array<string, mixed> $stock
     */
    private function product(array $data, array $stock = ['qty' => '88.0000']): ProductValues
    {
        return new ProductValues(
            301,
            $data + [
                'sku' => 'TEE-BLU-M',
                'name' => 'Blue tee M',
                'type_id' => 'simple',
                'price' => '25.000000',
                'cost' => '9.500000',
                'weight' => '0.2000',
                'tax_class_id' => '2',
                'status' => '1',
                'created_at' => '2026-01-02 12:00:00',
                'updated_at' => '2026-05-17 10:00:00',
            ],
            [1, 2],
            $stock,
            true,
            '85.0000',
            'GBP',
            true,
            '5012345678900',
            '2026-05-17'
        );
    }
}
