<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Health;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\HealthResultInterface;
use Byte8\Client\Api\HealthInterface;
use Byte8\Client\Model\LedgerClient;
use Byte8\Core\Model\JsonText;
use Magento\Framework\App\CacheInterface;

/**
 * The health answer with its cache. A failure is kept as long as a success, or each page view would repeat the wait.
 */
class Health implements HealthInterface
{
    private const TAG = 'byte8_tile_health';
    private const SECONDS = 30;

    /**
     * @param LedgerClient $ledger
     * @param ConnectionInterface $connection
     * @param CacheInterface $cache
     */
    public function __construct(
        private readonly LedgerClient $ledger,
        private readonly ConnectionInterface $connection,
        private readonly CacheInterface $cache
    ) {
    }

    /**
     * @inheritdoc
     */
    public function read(): HealthResultInterface
    {
        if (!$this->connection->isConnected()) {
            return new HealthResult(false, 0);
        }
        $cached = $this->peek();
        if ($cached !== null) {
            return $cached;
        }
        try {
            $response = $this->ledger->health();
            $data = JsonText::decode($response->body);
            $entry = ['reachable' => $response->isSuccess() && $data !== [], 'status' => $response->status];
            $entry['data'] = $entry['reachable'] ? $data : [];
            if ($response->isSuccess() && trim($response->body) === '{}') {
                $entry['reachable'] = true;
            }
        } catch (\Throwable $e) {
            $entry = ['reachable' => false, 'status' => 0, 'data' => []];
        }
        $this->cache->save(JsonText::encode($entry), $this->id(), [self::TAG], self::SECONDS);
        return $this->result($entry);
    }

    /**
     * @inheritdoc
     */
    public function peek(): ?HealthResultInterface
    {
        $entry = JsonText::decode((string)$this->cache->load($this->id()));
        return $entry === [] ? null : $this->result($entry);
    }

    /**
     * @inheritdoc
     */
    public function forget(): void
    {
        $this->cache->clean([self::TAG]);
    }

    /**
     * From what is cached.
     *
     * @param array<mixed> $entry
     * @return HealthResult
     */
    private function result(array $entry): HealthResult
    {
        $data = $entry['data'] ?? [];
        return new HealthResult(
            (bool)($entry['reachable'] ?? false),
            (int)($entry['status'] ?? 0),
            is_array($data) ? $data : []
        );
    }

    /**
     * The entry in the cache.
     *
     * @return string
     */
    private function id(): string
    {
        return 'byte8_tile_health_' . sha1($this->connection->getTenantId());
    }
}
