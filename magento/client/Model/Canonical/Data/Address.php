<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\AddressInterface;

/**
 * An address, as on orders and in the customer's book.
 *
 * @phpstan-type Fields array{
 *     kind: string,
 *     street: list<string>,
 *     city: string,
 *     region?: string|null,
 *     postcode?: string|null,
 *     country_id: string,
 *     telephone?: string|null,
 *     company?: string|null,
 *     vat_id?: string|null
 * }
 */
class Address implements AddressInterface
{
    /**
     * @param array<string, mixed> $fields
     * @phpstan-param Fields $fields
     */
    public function __construct(private readonly array $fields)
    {
    }

    /**
     * @inheritdoc
     */
    public function getKind(): string
    {
        return $this->fields['kind'];
    }

    /**
     * @inheritdoc
     */
    public function getStreet(): array
    {
        return $this->fields['street'];
    }

    /**
     * @inheritdoc
     */
    public function getCity(): string
    {
        return $this->fields['city'];
    }

    /**
     * @inheritdoc
     */
    public function getRegion(): ?string
    {
        return $this->fields['region'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getPostcode(): ?string
    {
        return $this->fields['postcode'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCountryId(): string
    {
        return $this->fields['country_id'];
    }

    /**
     * @inheritdoc
     */
    public function getTelephone(): ?string
    {
        return $this->fields['telephone'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getCompany(): ?string
    {
        return $this->fields['company'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getVatId(): ?string
    {
        return $this->fields['vat_id'] ?? null;
    }
}
