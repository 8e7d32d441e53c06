<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Http;

use Byte8\Client\Model\Exception\Unreachable;
use Magento\Framework\HTTP\Client\CurlFactory;

/**
 * Magento's own curl client.
 */
class CurlTransport implements TransportInterface
{
    private const BODY_MOST = 1048576;

    /**
     * @param CurlFactory $curlFactory
     */
    public function __construct(private readonly CurlFactory $curlFactory)
    {
    }

    /**
     * @inheritdoc
     */
    public function call(
        string $method,
        string $url,
        array $headers,
        string $body,
        int $connectSeconds,
        int $totalSeconds
    ): Response {
        $curl = $this->curlFactory->create();
        $curl->setTimeout($totalSeconds);
        $curl->setOption(CURLOPT_CONNECTTIMEOUT, $connectSeconds);
        $curl->setOption(CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
        $curl->setOption(CURLOPT_FOLLOWLOCATION, false);
        $curl->setOption(CURLOPT_NOPROGRESS, false);
        $curl->setOption(
            CURLOPT_XFERINFOFUNCTION,
            static fn ($handle, $expected, $received): int => $received > self::BODY_MOST ? 1 : 0
        );
        foreach ($headers as $name => $value) {
            $curl->addHeader($name, $value);
        }
        try {
            if ($method === 'POST') {
                // The documented array holds form fields; a string goes out as it is, since 2.4.4.
                $curl->post($url, $body);
            } else {
                $curl->get($url);
            }
        } catch (\Throwable $e) {
            throw new Unreachable($e->getMessage(), 0, $e);
        }
        return new Response((int)$curl->getStatus(), (string)$curl->getBody(), $curl->getHeaders());
    }
}
