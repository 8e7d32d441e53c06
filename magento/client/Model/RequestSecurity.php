<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Magento\Framework\App\State;
use Magento\Framework\Webapi\Rest\Request;

/**
 * Whether a REST request may carry secrets.
 */
class RequestSecurity
{
    /**
     * @param Request $request
     * @param State $state
     */
    public function __construct(
        private readonly Request $request,
        private readonly State $state
    ) {
    }

    /**
     * In production mode nothing goes in clear.
     *
     * @return bool
     */
    public function demandsHttps(): bool
    {
        return $this->state->getMode() === State::MODE_PRODUCTION;
    }

    /**
     * Native HTTPS, or a proxy that says so.
     *
     * @return bool
     */
    public function isHttps(): bool
    {
        return (bool)$this->request->isSecure();
    }

    /**
     * The token in the header Authorization; empty when there is none.
     *
     * @return string
     */
    public function bearerToken(): string
    {
        $header = (string)$this->request->getHeader('Authorization');
        return preg_match('/^Bearer\s+(\S+)\s*$/i', $header, $m) === 1 ? $m[1] : '';
    }
}
