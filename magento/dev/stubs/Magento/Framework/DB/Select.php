<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\DB;

/**
 * Writes down what was asked, readable enough to compare.
 */
class Select
{
    public const SQL_ASC = 'ASC';
    public const SQL_DESC = 'DESC';

    /** @var string[] */
    private array $parts = [];

    /**
     * @param mixed $name
     * @param mixed $cols
     * @return $this
     */
    public function from($name, $cols = '*')
    {
        return $this->add('FROM', $name, $cols);
    }

    /**
     * @param mixed $name
     * @param string $cond
     * @param mixed $cols
     * @return $this
     */
    public function join($name, $cond, $cols = '*')
    {
        return $this->add('JOIN', $name, $cond, $cols);
    }

    /**
     * @param mixed $name
     * @param string $cond
     * @param mixed $cols
     * @return $this
     */
    public function joinLeft($name, $cond, $cols = '*')
    {
        return $this->add('LEFT JOIN', $name, $cond, $cols);
    }

    /**
     * @param string $cond
     * @param mixed $value
     * @return $this
     */
    public function where($cond, $value = null)
    {
        return $value === null ? $this->add('WHERE', $cond) : $this->add('WHERE', $cond, $value);
    }

    /**
     * @param mixed $spec
     * @return $this
     */
    public function group($spec)
    {
        return $this->add('GROUP', $spec);
    }

    /**
     * @param mixed $spec
     * @return $this
     */
    public function order($spec)
    {
        return $this->add('ORDER', $spec);
    }

    /**
     * @param int $count
     * @return $this
     */
    public function limit($count)
    {
        return $this->add('LIMIT', $count);
    }

    /**
     * @param array<string, mixed>|string $cols
     * @return $this
     */
    public function columns($cols = '*')
    {
        return $this->add('COLUMNS', $cols);
    }

    /**
     * @param bool $flag
     * @return $this
     */
    public function distinct($flag = true)
    {
        return $this->add('DISTINCT');
    }

    /**
     * @return string
     */
    public function assemble()
    {
        return implode("\n", $this->parts);
    }

    public function __toString(): string
    {
        return $this->assemble();
    }

    /**
     * @param mixed ...$values
     * @return $this
     */
    private function add(string $word, ...$values)
    {
        $texts = array_map(
            static fn ($value): string => is_scalar($value) || $value instanceof \Stringable ? (string)$value : (string)json_encode($value),
            $values
        );
        $this->parts[] = trim($word . ' ' . implode(' | ', $texts));
        return $this;
    }
}
