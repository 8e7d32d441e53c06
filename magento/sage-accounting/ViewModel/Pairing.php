<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\PairingCodeInterface;
use Byte8\SageAccounting\Model\FreshCode;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * What the settings page shows of the pairing.
 */
class Pairing implements ArgumentInterface
{
    /**
     * @param ConnectionInterface $connection
     * @param PairingCodeInterface $code
     * @param FreshCode $fresh
     * @param UrlInterface $url
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly PairingCodeInterface $code,
        private readonly FreshCode $fresh,
        private readonly UrlInterface $url
    ) {
    }

    /**
     * Whether there is anything to disconnect.
     *
     * @return bool
     */
    public function isPaired(): bool
    {
        return $this->connection->getState() !== ConnectionInterface::DISCONNECTED;
    }

    /**
     * Empty when not paired.
     *
     * @return string
     */
    public function getTenantId(): string
    {
        return $this->connection->getTenantId();
    }

    /**
     * The address to enter in the ledger.
     *
     * @return string
     */
    public function getStoreUrl(): string
    {
        return $this->connection->getStoreUrl();
    }

    /**
     * The ledger's page for connecting a store, with this store's address filled in.
     *
     * @return string
     */
    public function getLedgerUrl(): string
    {
        return $this->connection->getBaseUrl() . '/dashboard'
            . ($this->isPaired() ? '' : '/connect-magento?' . http_build_query(
                ['base_url' => $this->connection->getStoreUrl()],
                '',
                '&',
                PHP_QUERY_RFC3986
            ));
    }

    /**
     * Its host name, for the button.
     *
     * @return string
     */
    public function getLedgerHost(): string
    {
        $afterScheme = explode('://', $this->connection->getBaseUrl(), 2);
        return explode('/', $afterScheme[1] ?? $afterScheme[0], 2)[0];
    }

    /**
     * The code in clear, once; empty at every later look.
     *
     * @return string
     */
    public function takeFreshCode(): string
    {
        return $this->code->getStatus() === PairingCodeInterface::LIVE ? $this->fresh->take() : '';
    }

    /**
     * One of PairingCodeInterface::NONE, LIVE and EXPIRED.
     *
     * @return string
     */
    public function getCodeStatus(): string
    {
        return $this->code->getStatus();
    }

    /**
     * Whole minutes since the code was made.
     *
     * @return int
     */
    public function getCodeAgeMinutes(): int
    {
        return intdiv((int)$this->code->getAge(), 60);
    }

    /**
     * Whole minutes that a code lives.
     *
     * @return int
     */
    public function getCodeLifeMinutes(): int
    {
        return intdiv(PairingCodeInterface::LIFETIME_SECONDS, 60);
    }

    /**
     * Where the button posts to.
     *
     * @return string
     */
    public function getGenerateUrl(): string
    {
        return $this->url->getUrl('byte8sageaccounting/pairingcode/generate');
    }

    /**
     * Where the button posts to.
     *
     * @return string
     */
    public function getDisconnectUrl(): string
    {
        return $this->url->getUrl('byte8sageaccounting/connection/disconnect');
    }
}
