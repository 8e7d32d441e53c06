<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Mirror;

/**
 * What the ledger, or the delivery, says of an entity. The time is seconds in UTC.
 */
class Outcome
{
    /**
     * @param string $kind
     * @param int $magentoId
     * @param string $provider
     * @param string $status
     * @param int $at
     * @param string|null $providerEntityId
     * @param string|null $providerReference
     * @param string|null $skipReason
     * @param string|null $errorCode
     * @param string|null $providerUrl
     */
    public function __construct(
        public readonly string $kind,
        public readonly int $magentoId,
        public readonly string $provider,
        public readonly string $status,
        public readonly int $at,
        public readonly ?string $providerEntityId = null,
        public readonly ?string $providerReference = null,
        public readonly ?string $skipReason = null,
        public readonly ?string $errorCode = null,
        public readonly ?string $providerUrl = null
    ) {
    }
}
