<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\AddressInterface;
use Byte8\Client\Api\Canonical\Data\ContactInterface;

/**
 * A customer, or the buyer of a document; magento_id 0 is a guest or a customer deleted since.
 *
 * @phpstan-type Fields array{
 *     magento_id: int,
 *     email: string,
 *     first_name?: string|null,
 *     last_name?: string|null,
 *     company?: string|null,
 *     phone?: string|null,
 *     website_id: int,
 *     group_id?: int|null,
 *     addresses: list<AddressInterface>,
 *     created_at: string,
 *     updated_at: string,
 *     vat_id?: string|null
 * }
 */
class Contact implements ContactInterface
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
    public function getMagentoId(): int
    {
        return $this->fields['magento_id'];
    }

    /**
     * @inheritdoc
     */
    public function getEmail(): string
    {
        return $this->fields['email'];
    }

    /**
     * @inheritdoc
     */
    public function getFirstName(): ?string
    {
        return $this->fields['first_name'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getLastName(): ?string
    {
        return $this->fields['last_name'] ?? null;
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
    public function getPhone(): ?string
    {
        return $this->fields['phone'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getWebsiteId(): int
    {
        return $this->fields['website_id'];
    }

    /**
     * @inheritdoc
     */
    public function getGroupId(): ?int
    {
        return $this->fields['group_id'] ?? null;
    }

    /**
     * @inheritdoc
     */
    public function getAddresses(): array
    {
        return $this->fields['addresses'];
    }

    /**
     * @inheritdoc
     */
    public function getCreatedAt(): string
    {
        return $this->fields['created_at'];
    }

    /**
     * @inheritdoc
     */
    public function getUpdatedAt(): string
    {
        return $this->fields['updated_at'];
    }

    /**
     * @inheritdoc
     */
    public function getVatId(): ?string
    {
        return $this->fields['vat_id'] ?? null;
    }
}
