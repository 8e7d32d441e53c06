<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\HTTP\PhpEnvironment;

class RemoteAddress
{
    public function __construct(private readonly string $address = '192.0.2.1')
    {
    }

    /**
     * @param bool $ipToLong
     * @return string|int|null
     */
    public function getRemoteAddress($ipToLong = false)
    {
        return $this->address;
    }
}
