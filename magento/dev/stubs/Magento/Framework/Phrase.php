<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework;

class Phrase
{
    /**
     * @param array<mixed> $arguments
     */
    public function __construct(private readonly string $text, private readonly array $arguments = [])
    {
    }

    public function render(): string
    {
        $pairs = [];
        foreach ($this->arguments as $key => $value) {
            $pairs['%' . (is_int($key) ? $key + 1 : $key)] = is_scalar($value) ? (string)$value : '';
        }
        return strtr($this->text, $pairs);
    }

    public function __toString(): string
    {
        return $this->render();
    }
}
