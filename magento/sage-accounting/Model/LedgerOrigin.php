<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

use Byte8\Client\Api\ConnectionInterface;

/**
 * Scheme, host and port of the ledger, as a content security policy names it.
 */
class LedgerOrigin
{
    /**
     * @param ConnectionInterface $connection
     */
    public function __construct(private readonly ConnectionInterface $connection)
    {
    }

    /**
     * Empty when the stored address is none: then nothing may be framed.
     *
     * @return string
     */
    public function get(): string
    {
        $base = $this->connection->getBaseUrl();
        return preg_match('~^https?://[A-Za-z0-9.\-\[\]:]+(?=/|$)~', $base, $match) === 1 ? $match[0] : '';
    }
}
