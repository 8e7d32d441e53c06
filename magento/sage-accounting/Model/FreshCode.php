<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

use Magento\Backend\Model\Session;

/**
 * Carries a new pairing code from the request that made it to the next page of the same admin, where it is shown
 * once.
 */
class FreshCode
{
    private const KEY = 'byte8_sage_pairing_code';

    /**
     * @param Session $session
     */
    public function __construct(private readonly Session $session)
    {
    }

    /**
     * Keeps it for the next page.
     *
     * @param string $code
     * @return void
     */
    public function put(string $code): void
    {
        $this->session->setData(self::KEY, $code);
    }

    /**
     * Gives it out and forgets it; empty when there is none.
     *
     * @return string
     */
    public function take(): string
    {
        $code = $this->session->getData(self::KEY, true);
        return is_string($code) ? $code : '';
    }
}
