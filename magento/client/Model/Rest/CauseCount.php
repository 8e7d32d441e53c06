<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\CauseCountInterface;

/**
 * A cause of dead letters.
 */
class CauseCount implements CauseCountInterface
{
    /**
     * @param string $cause
     * @param int $count
     */
    public function __construct(
        private readonly string $cause,
        private readonly int $count
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getCause(): string
    {
        return $this->cause;
    }

    /**
     * @inheritdoc
     */
    public function getCount(): int
    {
        return $this->count;
    }
}
