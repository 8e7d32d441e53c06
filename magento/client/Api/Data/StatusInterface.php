<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * The state of the store's side. What is null is left out on the wire.
 */
interface StatusInterface
{
    /**
     * Version of this module.
     *
     * @return string
     */
    public function getModuleVersion(): string;

    /**
     * Version of Magento.
     *
     * @return string
     */
    public function getMagentoVersion(): string;

    /**
     * Magento's mode: production, default or developer.
     *
     * @return string
     */
    public function getMode(): string;

    /**
     * When the minute cron last ran, UTC; null: never.
     *
     * @return string|null
     */
    public function getCronSeenAt(): ?string;

    /**
     * The outbox in numbers.
     *
     * @return \Byte8\Client\Api\Data\OutboxStatusInterface
     */
    public function getOutbox(): OutboxStatusInterface;

    /**
     * The websites of this store.
     *
     * @return \Byte8\Client\Api\Data\WebsiteInterface[]
     */
    public function getWebsites(): array;
}
