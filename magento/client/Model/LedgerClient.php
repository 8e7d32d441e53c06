<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\TokenSignerInterface;
use Byte8\Client\Model\Http\Response;
use Byte8\Client\Model\Http\TransportInterface;

/**
 * The calls that a store makes to the ledger (spec/wire.md sections 1 and 8).
 */
class LedgerClient
{
    private const CONNECT_SECONDS = 5;
    private const TOTAL_SECONDS = 15;

    /** For what a person waits for: the health of the tile and the settings page. */
    private const SHORT_SECONDS = 2;

    /**
     * @param TransportInterface $transport
     * @param TokenSignerInterface $signer
     * @param ConnectionInterface $connection
     */
    public function __construct(
        private readonly TransportInterface $transport,
        private readonly TokenSignerInterface $signer,
        private readonly ConnectionInterface $connection
    ) {
    }

    /**
     * Posts an event.
     *
     * @param string $eventName
     * @param string $key
     * @param string $body
     * @return Response
     */
    public function postEvent(string $eventName, string $key, string $body): Response
    {
        $tenant = rawurlencode($this->connection->getTenantId());
        return $this->post('/webhooks/magento/' . $tenant . '/' . rawurlencode($eventName), $key, $body);
    }

    /**
     * Tells the ledger that this store goes. The key is the tenant's for life.
     *
     * @return Response
     */
    public function disconnect(): Response
    {
        return $this->post('/v1/tenant/disconnect', 'disconnect:' . sha1($this->connection->getTenantId()), '{}');
    }

    /**
     * The ledger's word on this store.
     *
     * @return Response
     */
    public function health(): Response
    {
        return $this->get('/v1/tile/health', self::SHORT_SECONDS);
    }

    /**
     * The ledger's word on one entity.
     *
     * @param string $kind
     * @param int $magentoId
     * @return Response
     */
    public function status(string $kind, int $magentoId): Response
    {
        $query = http_build_query(['entity_type' => $kind, 'entity_id' => $magentoId]);
        return $this->get('/v1/status?' . $query, self::TOTAL_SECONDS);
    }

    /**
     * A POST with a fresh token.
     *
     * @param string $path
     * @param string $key
     * @param string $body
     * @return Response
     */
    private function post(string $path, string $key, string $body): Response
    {
        $headers = [
            'Authorization' => 'Bearer ' . $this->signer->sign(),
            'Content-Type' => 'application/json',
            'Idempotency-Key' => $key,
        ];
        $url = $this->connection->getBaseUrl() . $path;
        return $this->transport->call('POST', $url, $headers, $body, self::CONNECT_SECONDS, self::TOTAL_SECONDS);
    }

    /**
     * A GET with a fresh token.
     *
     * @param string $path
     * @param int $seconds
     * @return Response
     */
    private function get(string $path, int $seconds): Response
    {
        $headers = ['Authorization' => 'Bearer ' . $this->signer->sign(), 'Accept' => 'application/json'];
        $url = $this->connection->getBaseUrl() . $path;
        return $this->transport->call('GET', $url, $headers, '', min(self::CONNECT_SECONDS, $seconds), $seconds);
    }
}
