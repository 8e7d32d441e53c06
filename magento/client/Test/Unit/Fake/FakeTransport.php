<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Model\Http\Response;
use Byte8\Client\Model\Http\TransportInterface;

/**
 * Answers from a list, the last answer for ever; remembers the calls.
 */
class FakeTransport implements TransportInterface
{
    /** @var array<int, array{method: string, url: string, headers: array<string, string>, body: string, total: int}> */
    public array $calls = [];

    /** @var array<int, Response|\Throwable> */
    private array $answers;

    public function __construct(Response|\Throwable ...$answers)
    {
        $this->answers = array_values($answers);
    }

    public function answer(Response|\Throwable ...$answers): void
    {
        $this->answers = array_values($answers);
    }

    public function call(
        string $method,
        string $url,
        array $headers,
        string $body,
        int $connectSeconds,
        int $totalSeconds
    ): Response {
        $total = $totalSeconds;
        $this->calls[] = compact('method', 'url', 'headers', 'body', 'total');
        $answer = count($this->answers) > 1 ? array_shift($this->answers) : ($this->answers[0] ?? new Response(202, ''));
        if ($answer instanceof \Throwable) {
            throw $answer;
        }
        return $answer;
    }

    /**
     * @return string[]
     */
    public function keys(): array
    {
        return array_map(static fn (array $call): string => $call['headers']['Idempotency-Key'] ?? '', $this->calls);
    }
}
