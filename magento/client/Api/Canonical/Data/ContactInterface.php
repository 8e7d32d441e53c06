<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * A customer, or the buyer of a document; magento_id 0 is a guest or a customer deleted since.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface ContactInterface
{
    /**
     * Customer id, 0 for guests.
     *
     * @return int
     */
    public function getMagentoId(): int;

    /**
     * E-mail; may be empty.
     *
     * @return string
     */
    public function getEmail(): string;

    /**
     * First name.
     *
     * @return string|null
     */
    public function getFirstName(): ?string;

    /**
     * Last name.
     *
     * @return string|null
     */
    public function getLastName(): ?string;

    /**
     * Company.
     *
     * @return string|null
     */
    public function getCompany(): ?string;

    /**
     * Telephone.
     *
     * @return string|null
     */
    public function getPhone(): ?string;

    /**
     * Website, 0 for guests.
     *
     * @return int
     */
    public function getWebsiteId(): int;

    /**
     * Customer group.
     *
     * @return int|null
     */
    public function getGroupId(): ?int;

    /**
     * Default billing and shipping address.
     *
     * @return \Byte8\Client\Api\Canonical\Data\AddressInterface[]
     */
    public function getAddresses(): array;

    /**
     * UTC, YYYY-MM-DDTHH:MM:SSZ; may be empty.
     *
     * @return string
     */
    public function getCreatedAt(): string;

    /**
     * UTC; may be empty.
     *
     * @return string
     */
    public function getUpdatedAt(): string;

    /**
     * VAT number.
     *
     * @return string|null
     */
    public function getVatId(): ?string;
}
