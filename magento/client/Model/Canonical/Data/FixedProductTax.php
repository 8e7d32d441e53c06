<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\FixedProductTaxInterface;

/**
 * A fixed product tax on a line, in order currency, without tax.
 *
 * @phpstan-type Fields array{
 *     title: string,
 *     amount: float,
 *     row_amount: float,
 *     base_row_amount: float
 * }
 */
class FixedProductTax implements FixedProductTaxInterface
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
    public function getTitle(): string
    {
        return $this->fields['title'];
    }

    /**
     * @inheritdoc
     */
    public function getAmount(): float
    {
        return $this->fields['amount'];
    }

    /**
     * @inheritdoc
     */
    public function getRowAmount(): float
    {
        return $this->fields['row_amount'];
    }

    /**
     * @inheritdoc
     */
    public function getBaseRowAmount(): float
    {
        return $this->fields['base_row_amount'];
    }
}
