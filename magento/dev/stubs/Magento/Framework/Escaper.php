<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework;

class Escaper
{
    /**
     * @param string|string[] $data
     * @return string|string[]
     */
    public function escapeHtml($data)
    {
        return is_string($data) ? htmlspecialchars($data, ENT_QUOTES) : array_map('htmlspecialchars', $data);
    }

    /**
     * @param string $string
     * @return string
     */
    public function escapeUrl($string)
    {
        return htmlspecialchars($string, ENT_QUOTES);
    }
}
