<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * Disconnect, as seen from Magento: tells the ledger, then always forgets the credentials here.
 */
interface DisconnectInterface
{
    /**
     * Never throws for what the ledger does. Outbox and mirror stay as they are.
     *
     * @return \Byte8\Client\Api\Data\DisconnectResultInterface
     */
    public function execute(): Data\DisconnectResultInterface;
}
