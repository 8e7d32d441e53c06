<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

use Magento\Framework\Phrase;

if (!function_exists('__')) {
    /**
     * A text to be translated.
     *
     * @param mixed ...$argc
     */
    function __(string $text, ...$argc): Phrase
    {
        return new Phrase($text, $argc);
    }
}
