<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Framework\MessageQueue\PublisherInterface;

/**
 * Counts messages.
 */
class FakePublisher implements PublisherInterface
{
    /** @var string[] */
    public array $topics = [];

    public function publish($topicName, $data)
    {
        $this->topics[] = $topicName;
        return null;
    }
}
