<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * An address, as on orders and in the customer's book.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface AddressInterface
{
    /**
     * billing or shipping.
     *
     * @return string
     */
    public function getKind(): string;

    /**
     * Street lines; empty ones are dropped.
     *
     * @return string[]
     */
    public function getStreet(): array;

    /**
     * City; may be empty.
     *
     * @return string
     */
    public function getCity(): string;

    /**
     * Region, as a name.
     *
     * @return string|null
     */
    public function getRegion(): ?string;

    /**
     * Postcode.
     *
     * @return string|null
     */
    public function getPostcode(): ?string;

    /**
     * ISO 3166-1 alpha-2; may be empty.
     *
     * @return string
     */
    public function getCountryId(): string;

    /**
     * Telephone.
     *
     * @return string|null
     */
    public function getTelephone(): ?string;

    /**
     * Company.
     *
     * @return string|null
     */
    public function getCompany(): ?string;

    /**
     * VAT number.
     *
     * @return string|null
     */
    public function getVatId(): ?string;
}
