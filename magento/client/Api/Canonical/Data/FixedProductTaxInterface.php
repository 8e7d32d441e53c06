<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * A fixed product tax on a line, in order currency, without tax.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface FixedProductTaxInterface
{
    /**
     * Name of the tax.
     *
     * @return string
     */
    public function getTitle(): string;

    /**
     * For one unit.
     *
     * @return float
     */
    public function getAmount(): float;

    /**
     * For the row.
     *
     * @return float
     */
    public function getRowAmount(): float;

    /**
     * For the row, in base currency.
     *
     * @return float
     */
    public function getBaseRowAmount(): float;
}
