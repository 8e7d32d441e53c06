<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Pairing;

use Magento\Framework\App\CacheInterface;
use Magento\Framework\HTTP\PhpEnvironment\RemoteAddress;

/**
 * Slows down guessing. The code itself has 128 bits; this keeps the route from being worked like a mill.
 */
class Throttle
{
    private const REFUSALS_MOST = 10;
    private const WINDOW_SECONDS = 600;

    /**
     * @param CacheInterface $cache
     * @param RemoteAddress $remoteAddress
     */
    public function __construct(
        private readonly CacheInterface $cache,
        private readonly RemoteAddress $remoteAddress
    ) {
    }

    /**
     * Whether this caller was refused too often of late.
     *
     * @return bool
     */
    public function isClosed(): bool
    {
        return $this->count() >= self::REFUSALS_MOST;
    }

    /**
     * Counts a refusal.
     *
     * @return void
     */
    public function refused(): void
    {
        $this->cache->save((string)($this->count() + 1), $this->id(), [], self::WINDOW_SECONDS);
    }

    /**
     * Refusals so far.
     *
     * @return int
     */
    private function count(): int
    {
        return (int)$this->cache->load($this->id());
    }

    /**
     * The caller's entry in the cache.
     *
     * @return string
     */
    private function id(): string
    {
        return 'byte8_pair_' . hash('sha256', (string)$this->remoteAddress->getRemoteAddress());
    }
}
