<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api;

/**
 * POST /V1/byte8/sync-state: the ledger reports what became of an entity.
 */
interface SyncStateUpsertInterface
{
    /**
     * Stores an outcome; an older one than the stored is ignored, known ids are kept.
     *
     * @param string $entityType
     * @param int $magentoEntityId
     * @param string $provider
     * @param string $syncStatus
     * @param string|null $providerEntityId
     * @param string|null $providerReference
     * @param string|null $skipReason
     * @param string|null $errorCode
     * @param string|null $lastSyncAt
     * @param string|null $providerUrl page of the entity in the books; the original does not know it
     * @return void
     * @throws \Magento\Framework\Exception\InputException
     * @throws \Magento\Framework\Webapi\Exception
     */
    public function save(
        string $entityType,
        int $magentoEntityId,
        string $provider,
        string $syncStatus,
        ?string $providerEntityId = null,
        ?string $providerReference = null,
        ?string $skipReason = null,
        ?string $errorCode = null,
        ?string $lastSyncAt = null,
        ?string $providerUrl = null
    ): void;
}
