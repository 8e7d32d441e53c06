<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\MessageQueue;

interface PublisherInterface
{
    /**
     * @param string $topicName
     * @param mixed $data
     * @return null|mixed
     */
    public function publish($topicName, $data);
}
