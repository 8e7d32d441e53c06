<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\System;

use Byte8\SageAccounting\Model\Status\CronWatch;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\AuthorizationInterface;
use Magento\Framework\Escaper;

/**
 * Magento's cron sleeps.
 */
class CronMessage extends AbstractMessage
{
    /**
     * @param AuthorizationInterface $authorization
     * @param UrlInterface $url
     * @param Escaper $escaper
     * @param CronWatch $cron
     */
    public function __construct(
        AuthorizationInterface $authorization,
        UrlInterface $url,
        Escaper $escaper,
        private readonly CronWatch $cron
    ) {
        parent::__construct($authorization, $url, $escaper);
    }

    /**
     * @inheritdoc
     */
    protected function getPlainText(): string
    {
        return $this->cron->getText();
    }
}
