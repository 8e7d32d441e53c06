<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

/**
 * What a row becomes after an attempt. Times are seconds in UTC.
 */
class Settlement
{
    /**
     * @param string $status
     * @param int $attempts
     * @param int|null $statusCode
     * @param int|null $nextAttemptAt
     * @param string|null $error
     * @param string|null $cause
     */
    public function __construct(
        public readonly string $status,
        public readonly int $attempts,
        public readonly ?int $statusCode,
        public readonly ?int $nextAttemptAt,
        public readonly ?string $error,
        public readonly ?string $cause
    ) {
    }
}
