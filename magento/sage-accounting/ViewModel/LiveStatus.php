<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\Client\Api\HealthInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\SageAccounting\Model\Provider;
use Byte8\SageAccounting\Model\Status\Answer;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * The status as a page shows it at first: from what is known here and what is cached. The browser then asks for the
 * rest, so that no page ever waits for the ledger.
 */
class LiveStatus implements ArgumentInterface
{
    /**
     * @param HealthInterface $health
     * @param Answer $answer
     * @param OutboxAdminInterface $outbox
     * @param UrlInterface $url
     */
    public function __construct(
        private readonly HealthInterface $health,
        private readonly Answer $answer,
        private readonly OutboxAdminInterface $outbox,
        private readonly UrlInterface $url
    ) {
    }

    /**
     * The same fields that the answer to the browser's question has.
     *
     * @return array<string, string>
     */
    public function getFields(): array
    {
        return $this->answer->fields($this->health->peek());
    }

    /**
     * Where the settings page asks.
     *
     * @return string
     */
    public function getStatusUrl(): string
    {
        return $this->url->getUrl('byte8sageaccounting/connection/status');
    }

    /**
     * Where the dashboard asks.
     *
     * @return string
     */
    public function getTileUrl(): string
    {
        return $this->url->getUrl('byte8sageaccounting/tile/health');
    }

    /**
     * How many events the outbox gave up on.
     *
     * @return int
     */
    public function getDeadLetters(): int
    {
        return $this->outbox->countDeadLetters();
    }

    /**
     * The commands of the banner; they exist.
     *
     * @return string[]
     */
    public function getCommands(): array
    {
        return [Provider::COMMAND_INSPECT, Provider::COMMAND_REQUEUE];
    }
}
