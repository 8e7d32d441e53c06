<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\System;

use Byte8\Client\Api\OutboxAdminInterface;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\AuthorizationInterface;
use Magento\Framework\Escaper;

/**
 * Events that the outbox gave up on.
 */
class DeadLetterMessage extends AbstractMessage
{
    /**
     * @param AuthorizationInterface $authorization
     * @param UrlInterface $url
     * @param Escaper $escaper
     * @param OutboxAdminInterface $outbox
     */
    public function __construct(
        AuthorizationInterface $authorization,
        UrlInterface $url,
        Escaper $escaper,
        private readonly OutboxAdminInterface $outbox
    ) {
        parent::__construct($authorization, $url, $escaper);
    }

    /**
     * @inheritdoc
     */
    protected function getPlainText(): string
    {
        $count = $this->outbox->countDeadLetters();
        return $count === 0 ? '' : (string)__('Byte8: events that could not be delivered to the ledger: %1.', $count);
    }
}
