<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

use Byte8\Client\Api\Data\HealthResultInterface;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\Model\UrlInterface;

/**
 * A status as flat text fields for page and browser. All of it is plain text.
 */
class Answer
{
    private const DASH = '–';

    /**
     * @param Judge $judge
     * @param CronWatch $cron
     * @param RelativeTime $relativeTime
     * @param UrlInterface $url
     */
    public function __construct(
        private readonly Judge $judge,
        private readonly CronWatch $cron,
        private readonly RelativeTime $relativeTime,
        private readonly UrlInterface $url
    ) {
    }

    /**
     * The fields state, tone, label, detail, warning, last_sync, pending, errors and target.
     *
     * @param HealthResultInterface|null $health null: not asked yet
     * @return array<string, string>
     */
    public function fields(?HealthResultInterface $health): array
    {
        $view = $this->judge->judge($health);
        $known = $health !== null && $health->isReachable() && $view->state !== 'disconnected';
        return [
            'state' => $view->state,
            'tone' => $view->tone,
            'label' => $view->label,
            'detail' => $view->detail,
            'warning' => $this->cron->getText(),
            'last_sync' => $known ? $this->relativeTime->agoText($health->getLastRunAt()) : self::DASH,
            'pending' => $known ? self::number($health->getPendingCount()) : self::DASH,
            'errors' => $known ? self::number($health->getFailedLastDay()) : self::DASH,
            'target' => $view->target === View::TO_SYNC
                ? $this->url->getUrl(Provider::ROUTE_SYNC)
                : $this->url->getUrl(Provider::ROUTE_CONFIG, ['section' => Provider::SECTION]),
        ];
    }

    /**
     * A number, or the dash when it is missing.
     *
     * @param int|null $number
     * @return string
     */
    private static function number(?int $number): string
    {
        return $number === null ? self::DASH : (string)$number;
    }
}
