<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Jwt;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\KeyDerivationInterface;
use Byte8\Client\Api\TokenSignerInterface;
use Byte8\Client\Model\Exception\NotConnected;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Api\RandomInterface;
use Byte8\Core\Model\JsonText;

/**
 * Outbound tokens: HS256 under the outbound subkey.
 */
class Signer implements TokenSignerInterface
{
    private const LIFETIME_SECONDS = 60;

    /**
     * @param ConnectionInterface $connection
     * @param KeyDerivationInterface $keys
     * @param ClockInterface $clock
     * @param RandomInterface $random
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly KeyDerivationInterface $keys,
        private readonly ClockInterface $clock,
        private readonly RandomInterface $random
    ) {
    }

    /**
     * @inheritdoc
     */
    public function sign(string $audience = self::AUDIENCE_LEDGER): string
    {
        $apiKey = $this->connection->getApiKey();
        if ($apiKey === '') {
            throw new NotConnected('This store is not connected to a ledger.');
        }
        $now = $this->clock->now();
        $signed = Base64Url::encode(JsonText::encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.'
            . Base64Url::encode(JsonText::encode([
                'iss' => 'magento',
                'sub' => $this->connection->getTenantId(),
                'aud' => $audience,
                'iat' => $now,
                'nbf' => $now,
                'exp' => $now + self::LIFETIME_SECONDS,
                'jti' => $this->random->uuid(),
            ]));
        $subkey = $this->keys->derive($apiKey, KeyDerivationInterface::OUTBOUND);
        return $signed . '.' . Base64Url::encode(hash_hmac('sha256', $signed, $subkey, true));
    }
}
