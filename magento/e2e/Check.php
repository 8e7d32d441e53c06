<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\E2e;

/**
 * Counts what holds and what does not; a check that throws has failed.
 */
final class Check
{
    private int $passed = 0;
    private int $failed = 0;

    /**
     * One statement, named by what it shows.
     *
     * @param string $name
     * @param callable(): mixed $statement true when it holds; anything else is printed
     * @return void
     */
    public function that(string $name, callable $statement): void
    {
        try {
            $got = $statement();
        } catch (\Throwable $e) {
            $got = get_class($e) . ': ' . $e->getMessage();
        }
        if ($got === true) {
            $this->passed++;
            echo "ok   $name\n";
            return;
        }
        $this->failed++;
        echo "FAIL $name\n     ", is_string($got) ? $got : json_encode($got), "\n";
    }

    /**
     * Sums up and ends.
     *
     * @return never
     */
    public function end(): void
    {
        echo "{$this->passed} passed, {$this->failed} failed\n";
        exit($this->failed === 0 ? 0 : 1);
    }

    /**
     * True, or both sides for the report.
     *
     * @param mixed $expected
     * @param mixed $got
     * @return true|string
     */
    public static function same(mixed $expected, mixed $got): bool|string
    {
        return $expected === $got
            ? true
            : 'expected ' . json_encode($expected) . ', got ' . json_encode($got);
    }
}
