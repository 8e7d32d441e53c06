<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Http;

/**
 * A final answer.
 */
class Response
{
    /** @var array<string, string> */
    private array $headers = [];

    /**
     * @param int $status
     * @param string $body
     * @param array<string, mixed> $headers
     */
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        array $headers = []
    ) {
        foreach ($headers as $name => $value) {
            if (is_scalar($value)) {
                $this->headers[strtolower((string)$name)] = trim((string)$value);
            }
        }
    }

    /**
     * A header by its lower-case name; empty when it is not there.
     *
     * @param string $name
     * @return string
     */
    public function field(string $name): string
    {
        return $this->headers[$name] ?? '';
    }

    /**
     * Whether the status is 2xx.
     *
     * @return bool
     */
    public function isSuccess(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }
}
