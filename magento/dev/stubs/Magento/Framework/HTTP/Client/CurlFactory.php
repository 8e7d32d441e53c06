<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\HTTP\Client;

class CurlFactory
{
    /**
     * @param array<string, mixed> $data
     */
    public function create(array $data = []): Curl
    {
        return new Curl();
    }
}
