<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;

/**
 * "3 minutes ago", with the singular where it belongs.
 */
class RelativeTime
{
    /**
     * @param ClockInterface $clock
     */
    public function __construct(private readonly ClockInterface $clock)
    {
    }

    /**
     * A moment against now; a clock that runs ahead on the other side counts as now.
     *
     * @param int $seconds UTC
     * @return string
     */
    public function ago(int $seconds): string
    {
        $age = max(0, $this->clock->now() - $seconds);
        if ($age < 60) {
            return (string)__('less than a minute ago');
        }
        if ($age < 7200) {
            $minutes = intdiv($age, 60);
            return $minutes === 1 ? (string)__('1 minute ago') : (string)__('%1 minutes ago', $minutes);
        }
        if ($age < 172800) {
            return (string)__('%1 hours ago', intdiv($age, 3600));
        }
        return (string)__('%1 days ago', intdiv($age, 86400));
    }

    /**
     * The same for a time on the wire.
     *
     * @param string|null $text null: there has been none
     * @return string
     */
    public function agoText(?string $text): string
    {
        if ($text === null || $text === '') {
            return (string)__('never');
        }
        $seconds = Utc::parse($text);
        return $seconds === null ? (string)__('unknown') : $this->ago($seconds);
    }
}
