<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Framework\Webapi\Rest\Request;

/**
 * A REST request.
 */
class FakeRequest extends Request
{
    public bool $secure = false;

    public string $authorization = '';

    public function isSecure()
    {
        return $this->secure;
    }

    public function getHeader($header, $default = false)
    {
        return $header === 'Authorization' && $this->authorization !== '' ? $this->authorization : $default;
    }
}
