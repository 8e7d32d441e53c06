<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\OutboxStatusInterface;
use Byte8\Client\Api\Data\StatusInterface as StatusDataInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Api\QueueStateInterface;
use Byte8\Client\Api\StatusInterface;
use Byte8\Core\Api\ModuleVersionInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\App\ProductMetadataInterface;
use Magento\Framework\App\State;
use Magento\Store\Model\StoreManagerInterface;

/**
 * Tells the ledger how this side is.
 */
class Status implements StatusInterface, StatusDataInterface
{
    private const MODULE = 'Byte8_Client';

    /**
     * @param ModuleVersionInterface $versions
     * @param ProductMetadataInterface $magento
     * @param State $state
     * @param OutboxAdminInterface $outbox
     * @param QueueStateInterface $queue
     * @param StoreManagerInterface $stores
     */
    public function __construct(
        private readonly ModuleVersionInterface $versions,
        private readonly ProductMetadataInterface $magento,
        private readonly State $state,
        private readonly OutboxAdminInterface $outbox,
        private readonly QueueStateInterface $queue,
        private readonly StoreManagerInterface $stores
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getStatus(): StatusDataInterface
    {
        return $this;
    }

    /**
     * @inheritdoc
     */
    public function getModuleVersion(): string
    {
        return $this->versions->get(self::MODULE);
    }

    /**
     * @inheritdoc
     */
    public function getMagentoVersion(): string
    {
        return (string)$this->magento->getVersion();
    }

    /**
     * @inheritdoc
     */
    public function getMode(): string
    {
        return (string)$this->state->getMode();
    }

    /**
     * @inheritdoc
     */
    public function getCronSeenAt(): ?string
    {
        $seen = $this->queue->getCronSeenAt();
        return $seen === null ? null : Utc::iso($seen);
    }

    /**
     * @inheritdoc
     */
    public function getOutbox(): OutboxStatusInterface
    {
        return new OutboxStatus($this->outbox, $this->queue);
    }

    /**
     * @inheritdoc
     */
    public function getWebsites(): array
    {
        $websites = [];
        foreach ($this->stores->getWebsites() as $website) {
            $websites[] = new Website(
                (int)$website->getId(),
                (string)$website->getCode(),
                (string)$website->getName()
            );
        }
        return $websites;
    }
}
