<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Webapi;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Phrase;

class Exception extends LocalizedException
{
    /**
     * @param int $code
     * @param int $httpCode
     */
    public function __construct(Phrase $phrase, $code = 0, private $httpCode = 400)
    {
        parent::__construct($phrase, null, $code);
    }

    /**
     * @return int
     */
    public function getHttpCode()
    {
        return $this->httpCode;
    }
}
