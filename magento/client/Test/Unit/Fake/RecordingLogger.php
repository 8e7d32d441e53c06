<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Psr\Log\AbstractLogger;

/**
 * Keeps what is logged.
 */
class RecordingLogger extends AbstractLogger
{
    /** @var string[] */
    public array $lines = [];

    public function log($level, $message, array $context = []): void
    {
        $this->lines[] = $level . ': ' . $message . ' ' . json_encode(
            array_map(static fn ($value) => $value instanceof \Throwable ? $value->getMessage() : $value, $context)
        );
    }

    public function text(): string
    {
        return implode("\n", $this->lines);
    }
}
