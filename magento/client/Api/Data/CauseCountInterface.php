<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * A cause of dead letters.
 */
interface CauseCountInterface
{
    /**
     * The cause, for example binding_revoked or http_422.
     *
     * @return string
     */
    public function getCause(): string;

    /**
     * How many.
     *
     * @return int
     */
    public function getCount(): int;
}
