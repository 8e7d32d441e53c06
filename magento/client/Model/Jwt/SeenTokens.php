<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Jwt;

use Byte8\Client\Model\Exception\TokenRefused;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\Utc;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/**
 * Each token is good once. A row under a unique key: two requests at one moment cannot both insert it, and a flush of
 * the cache forgets nothing.
 */
class SeenTokens
{
    public const TABLE = 'byte8_seen_token';

    private const BATCH = 500;

    /**
     * @param ResourceConnection $resource
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * Marks a token as used.
     *
     * @param string $tokenId
     * @param int $until when it can be forgotten
     * @return void
     * @throws TokenRefused when it was used before
     */
    public function burn(string $tokenId, int $until): void
    {
        $inserted = $this->resource->getConnection()->insertArray(
            $this->resource->getTableName(self::TABLE),
            ['token_hash', 'forget_at'],
            [[hash('sha256', $tokenId), Utc::sql($until)]],
            AdapterInterface::INSERT_IGNORE
        );
        if ($inserted !== 1) {
            throw new TokenRefused('used before');
        }
    }

    /**
     * Removes what has expired, a batch at a time.
     *
     * @return void
     */
    public function forgetExpired(): void
    {
        $connection = $this->resource->getConnection();
        $table = $this->resource->getTableName(self::TABLE);
        do {
            $select = $connection->select()
                ->from($table, ['token_hash'])
                ->where('forget_at < ?', Utc::sql($this->clock->now()))
                ->limit(self::BATCH);
            $hashes = $connection->fetchCol($select);
            if ($hashes !== []) {
                $connection->delete($table, ['token_hash IN (?)' => $hashes]);
            }
        } while (count($hashes) === self::BATCH);
    }
}
