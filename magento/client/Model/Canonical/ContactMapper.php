<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

// Pure functions of their arguments: there is nothing to intercept or replace.
// phpcs:disable Magento2.Functions.StaticFunction

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\Data\AddressInterface;
use Byte8\Client\Api\Canonical\Data\ContactInterface;
use Byte8\Client\Model\Canonical\Data\Contact;
use Byte8\Core\Model\Utc;

/**
 * Who bought. The profile comes first; what it lacks, the order fills in.
 */
class ContactMapper
{
    private const KINDS = [AddressMapper::BILLING => 'default_billing', AddressMapper::SHIPPING => 'default_shipping'];

    /**
     * @param AddressMapper $addresses
     */
    public function __construct(private readonly AddressMapper $addresses)
    {
    }

    /**
     * A customer, with the addresses of an order where the profile has none.
     *
     * @param CustomerRows $rows
     * @param array<string, array<string, mixed>> $orderAddresses by address_type
     * @return ContactInterface
     */
    public function customer(CustomerRows $rows, array $orderAddresses): ContactInterface
    {
        $row = $rows->customer;
        $found = [];
        foreach (self::KINDS as $kind => $column) {
            $own = $rows->addresses[(int)($row[$column] ?? 0)] ?? null;
            $address = $own ?? $orderAddresses[$kind] ?? null;
            if ($address !== null) {
                $found[$kind] = $address;
            }
        }
        $profileBilling = $rows->addresses[(int)($row['default_billing'] ?? 0)] ?? [];
        $orderBilling = $orderAddresses[AddressMapper::BILLING] ?? [];
        return new Contact([
            'magento_id' => (int)$row['entity_id'],
            'email' => (string)($row['email'] ?? ''),
            'first_name' => AddressMapper::text($row, 'firstname'),
            'last_name' => AddressMapper::text($row, 'lastname'),
            'company' => $this->first('company', $profileBilling, $orderBilling),
            'phone' => $this->phone($rows, $profileBilling, $orderBilling),
            'website_id' => (int)($row['website_id'] ?? 0),
            'group_id' => isset($row['group_id']) ? (int)$row['group_id'] : null,
            'addresses' => $this->mapAll($found),
            'created_at' => Utc::isoOrEmpty((string)($row['created_at'] ?? '')),
            'updated_at' => Utc::isoOrEmpty((string)($row['updated_at'] ?? '')),
            'vat_id' => $this->first('vat_id', $profileBilling, $orderBilling)
                ?? AddressMapper::text($row, 'taxvat'),
        ]);
    }

    /**
     * The buyer of a document.
     *
     * @param DocumentRows $rows
     * @return ContactInterface
     */
    public function buyer(DocumentRows $rows): ContactInterface
    {
        if ($rows->customer !== null) {
            return $this->customer($rows->customer, $rows->addresses);
        }
        $order = $rows->order;
        $billing = $rows->addresses[AddressMapper::BILLING] ?? [];
        return new Contact([
            'magento_id' => 0,
            'email' => (string)($order['customer_email'] ?? ''),
            'first_name' => AddressMapper::text($order, 'customer_firstname')
                ?? AddressMapper::text($billing, 'firstname'),
            'last_name' => AddressMapper::text($order, 'customer_lastname')
                ?? AddressMapper::text($billing, 'lastname'),
            'company' => AddressMapper::text($billing, 'company'),
            'phone' => AddressMapper::text($billing, 'telephone'),
            'website_id' => 0,
            'group_id' => null,
            'addresses' => $this->mapAll($rows->addresses),
            'created_at' => Utc::isoOrEmpty((string)($order['created_at'] ?? '')),
            'updated_at' => Utc::isoOrEmpty((string)($order['updated_at'] ?? '')),
            'vat_id' => self::vatId($rows),
        ]);
    }

    /**
     * The buyer's VAT number on a document.
     *
     * @param DocumentRows $rows
     * @return string|null
     */
    public static function vatId(DocumentRows $rows): ?string
    {
        $billing = $rows->addresses[AddressMapper::BILLING] ?? [];
        return AddressMapper::text($billing, 'vat_id') ?? AddressMapper::text($rows->order, 'customer_taxvat');
    }

    /**
     * The telephone of the default billing address if there is one, else of any address, else of the order.
     *
     * @param CustomerRows $rows
     * @param array<string, mixed> $profileBilling
     * @param array<string, mixed> $orderBilling
     * @return string|null
     */
    private function phone(CustomerRows $rows, array $profileBilling, array $orderBilling): ?string
    {
        $candidates = $profileBilling !== [] ? [$profileBilling] : array_values($rows->addresses);
        $candidates[] = $orderBilling;
        return $this->first('telephone', ...$candidates);
    }

    /**
     * The first text in a column.
     *
     * @param string $column
     * @param array<string, mixed> ...$rows
     * @return string|null
     */
    private function first(string $column, array ...$rows): ?string
    {
        foreach ($rows as $row) {
            $text = AddressMapper::text($row, $column);
            if ($text !== null) {
                return $text;
            }
        }
        return null;
    }

    /**
     * Billing before shipping.
     *
     * @param array<string, array<string, mixed>> $rows
     * @return list<AddressInterface>
     */
    private function mapAll(array $rows): array
    {
        $addresses = [];
        foreach (array_keys(self::KINDS) as $kind) {
            if (isset($rows[$kind])) {
                $addresses[] = $this->addresses->map($kind, $rows[$kind]);
            }
        }
        return $addresses;
    }
}
