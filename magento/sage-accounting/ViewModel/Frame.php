<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\TokenSignerInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * The address of the ledger's page inside the admin. It carries a token that works once within a minute.
 */
class Frame implements ArgumentInterface
{
    /**
     * @param ConnectionInterface $connection
     * @param TokenSignerInterface $signer
     * @param RequestInterface $request
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly TokenSignerInterface $signer,
        private readonly RequestInterface $request
    ) {
    }

    /**
     * With the document of the request, if it names one.
     *
     * @return string
     */
    public function getUrl(): string
    {
        $query = ['launch' => $this->signer->sign(TokenSignerInterface::AUDIENCE_EMBED)];
        $kind = $this->request->getParam('kind');
        $id = (int)$this->request->getParam('entity');
        if (in_array($kind, EventsInterface::KINDS, true) && $id > 0) {
            $query += ['entity_type' => $kind, 'entity_id' => $id];
        }
        return sprintf(
            '%s/embed/%s?%s',
            $this->connection->getBaseUrl(),
            rawurlencode($this->connection->getTenantId()),
            http_build_query($query, '', '&', PHP_QUERY_RFC3986)
        );
    }
}
