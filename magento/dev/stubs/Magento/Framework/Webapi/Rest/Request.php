<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Webapi\Rest;

class Request
{
    /**
     * @return bool
     */
    public function isSecure()
    {
        return false;
    }

    /**
     * @param string $header
     * @param mixed $default
     * @return string|bool
     */
    public function getHeader($header, $default = false)
    {
        return $default;
    }
}
