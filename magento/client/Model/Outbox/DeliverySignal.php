<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\ConfigPathsInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\MessageQueue\PublisherInterface;
use Psr\Log\LoggerInterface;

/**
 * Wakes the queue consumer, where the merchant runs one: delivery within seconds instead of at the next minute. The
 * message goes into the database queue, in the same transaction; it is never a call outward. At most one a request.
 */
class DeliverySignal
{
    public const TOPIC = 'byte8.outbox.drain';

    /** @var bool */
    private bool $raised = false;

    /**
     * @param PublisherInterface $publisher
     * @param ScopeConfigInterface $config
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly PublisherInterface $publisher,
        private readonly ScopeConfigInterface $config,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Publishes the message once.
     *
     * @return void
     */
    public function raise(): void
    {
        if ($this->raised || !$this->config->isSetFlag(ConfigPathsInterface::QUEUE_DELIVERY)) {
            return;
        }
        $this->raised = true;
        try {
            $this->publisher->publish(self::TOPIC, 'due');
        } catch (\Throwable $e) {
            $this->logger->warning('The queue consumer was not told; cron will deliver.', ['exception' => $e]);
        }
    }
}
