<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * POST /V1/byte8/setup/pair: the ledger hands over the credentials, the code is the authority.
 */
interface SetupPairInterface
{
    /**
     * Stores the credentials if the pairing code is right, live and unused.
     *
     * @param string $pairingCode
     * @param string $tenantId
     * @param string $byte8ApiKey
     * @param string $ledgerBaseUrl
     * @return void
     * @throws \Magento\Framework\Exception\InputException
     * @throws \Magento\Framework\Exception\AuthorizationException
     * @throws \Magento\Framework\Webapi\Exception
     */
    public function pair(string $pairingCode, string $tenantId, string $byte8ApiKey, string $ledgerBaseUrl): void;
}
