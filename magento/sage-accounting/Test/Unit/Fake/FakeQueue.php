<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Fake;

use Byte8\Client\Api\QueueStateInterface;

/**
 * A drain's state that a test sets.
 */
class FakeQueue implements QueueStateInterface
{
    public function __construct(
        public string $state = self::RUNNING,
        public string $code = '',
        public ?int $cronSeenAt = null
    ) {
    }

    public function getState(): string
    {
        return $this->state;
    }

    public function getReason(): string
    {
        return $this->code === '' ? '' : 'HTTP 401: ' . $this->code;
    }

    public function getCode(): string
    {
        return $this->code;
    }

    public function getSince(): ?int
    {
        return null;
    }

    public function getRetryAt(): ?int
    {
        return null;
    }

    public function getCronSeenAt(): ?int
    {
        return $this->cronSeenAt;
    }
}
