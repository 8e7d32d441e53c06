<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\AddressInterface;
use Byte8\Client\Model\Canonical\Data\Address;

/**
 * Addresses of orders and of customers have the same columns.
 */
class AddressMapper
{
    public const BILLING = 'billing';
    public const SHIPPING = 'shipping';

    /**
     * A row as an address.
     *
     * @param string $kind
     * @param array<string, mixed> $row
     * @return AddressInterface
     */
    public function map(string $kind, array $row): AddressInterface
    {
        $street = array_filter(
            explode("\n", str_replace("\r", '', (string)($row['street'] ?? ''))),
            static fn (string $line): bool => trim($line) !== ''
        );
        return new Address([
            'kind' => $kind,
            'street' => array_values($street),
            'city' => (string)($row['city'] ?? ''),
            'region' => self::text($row, 'region'),
            'postcode' => self::text($row, 'postcode'),
            'country_id' => (string)($row['country_id'] ?? ''),
            'telephone' => self::text($row, 'telephone'),
            'company' => self::text($row, 'company'),
            'vat_id' => self::text($row, 'vat_id'),
        ]);
    }

    /**
     * A row as an address; null for none.
     *
     * @param string $kind
     * @param array<string, mixed>|null $row
     * @return AddressInterface|null
     */
    public function mapOrNull(string $kind, ?array $row): ?AddressInterface
    {
        return $row === null || $row === [] ? null : $this->map($kind, $row);
    }

    /**
     * A column's text; null when it is empty.
     *
     * @param array<string, mixed> $row
     * @param string $column
     * @return string|null
     */
    public static function text(array $row, string $column): ?string
    {
        $value = $row[$column] ?? null;
        return is_scalar($value) && trim((string)$value) !== '' ? (string)$value : null;
    }
}
