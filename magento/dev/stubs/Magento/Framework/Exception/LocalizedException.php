<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Exception;

use Magento\Framework\Phrase;

class LocalizedException extends \Exception
{
    public function __construct(protected Phrase $phrase, ?\Exception $cause = null, int $code = 0)
    {
        parent::__construct($phrase->render(), $code, $cause);
    }
}
