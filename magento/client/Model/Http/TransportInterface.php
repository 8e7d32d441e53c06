<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Http;

/**
 * One HTTP call. No redirects, TLS checked, bounded in time and size.
 */
interface TransportInterface
{
    /**
     * Performs the call.
     *
     * @param string $method GET or POST
     * @param string $url
     * @param array<string, string> $headers
     * @param string $body
     * @param int $connectSeconds
     * @param int $totalSeconds
     * @return Response
     * @throws \Byte8\Client\Model\Exception\Unreachable
     */
    public function call(
        string $method,
        string $url,
        array $headers,
        string $body,
        int $connectSeconds,
        int $totalSeconds
    ): Response;
}
