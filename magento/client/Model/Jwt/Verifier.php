<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Jwt;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\KeyDerivationInterface;
use Byte8\Client\Model\Exception\TokenRefused;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\JsonText;

/**
 * Inbound tokens: HS256 under the inbound subkey, with a minute of leeway for the clocks, each good for one request.
 */
class Verifier
{
    public const ISSUER = 'byte8-ledger';
    public const AUDIENCE = 'magento';

    private const LEEWAY_SECONDS = 60;
    private const LIFETIME_MOST = 300;

    /**
     * @param ConnectionInterface $connection
     * @param KeyDerivationInterface $keys
     * @param SeenTokens $seen
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly KeyDerivationInterface $keys,
        private readonly SeenTokens $seen,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * Whether a text claims to be a token of the ledger, so that other tokens are left to Magento.
     *
     * @param string $token
     * @return bool
     */
    public function concerns(string $token): bool
    {
        $parts = explode('.', $token);
        if (count($parts) !== 3) {
            return false;
        }
        $claims = JsonText::decode(Base64Url::decode($parts[1]));
        return ($claims['iss'] ?? null) === self::ISSUER && ($claims['aud'] ?? null) === self::AUDIENCE;
    }

    /**
     * Accepts a token and burns it.
     *
     * @param string $token
     * @return void
     * @throws TokenRefused
     */
    public function accept(string $token): void
    {
        $apiKey = $this->connection->getApiKey();
        if ($apiKey === '') {
            throw new TokenRefused('not connected: ' . $this->connection->getState());
        }
        $parts = explode('.', $token);
        if (count($parts) !== 3) {
            throw new TokenRefused('not three segments');
        }
        $header = JsonText::decode(Base64Url::decode($parts[0]));
        if (($header['alg'] ?? null) !== 'HS256' || ($header['typ'] ?? null) !== 'JWT') {
            throw new TokenRefused('alg or typ');
        }
        $subkey = $this->keys->derive($apiKey, KeyDerivationInterface::INBOUND);
        $expected = hash_hmac('sha256', $parts[0] . '.' . $parts[1], $subkey, true);
        if (!hash_equals($expected, (string)Base64Url::decode($parts[2]))) {
            throw new TokenRefused('signature');
        }
        $claims = JsonText::decode(Base64Url::decode($parts[1]));
        $this->checkParties($claims);
        $this->seen->burn($this->checkedId($claims), $this->checkedExpiry($claims) + self::LEEWAY_SECONDS);
    }

    /**
     * Issuer, audience and tenant are exact.
     *
     * @param array<mixed> $claims
     * @return void
     * @throws TokenRefused
     */
    private function checkParties(array $claims): void
    {
        $tenant = $this->connection->getTenantId();
        if (($claims['iss'] ?? null) !== self::ISSUER
            || ($claims['aud'] ?? null) !== self::AUDIENCE
            || $tenant === ''
            || ($claims['sub'] ?? null) !== $tenant
        ) {
            throw new TokenRefused('iss, aud or sub');
        }
    }

    /**
     * The token's id.
     *
     * @param array<mixed> $claims
     * @return string
     * @throws TokenRefused
     */
    private function checkedId(array $claims): string
    {
        $id = $claims['jti'] ?? null;
        if (!is_string($id) || trim($id) === '') {
            throw new TokenRefused('jti');
        }
        return $id;
    }

    /**
     * The time of expiry, when all times are in order.
     *
     * @param array<mixed> $claims
     * @return int
     * @throws TokenRefused
     */
    private function checkedExpiry(array $claims): int
    {
        $iat = $claims['iat'] ?? null;
        $nbf = $claims['nbf'] ?? null;
        $exp = $claims['exp'] ?? null;
        if (!is_int($iat) || !is_int($nbf) || !is_int($exp)) {
            throw new TokenRefused('times are no integers');
        }
        $now = $this->clock->now();
        if ($iat > $now + self::LEEWAY_SECONDS || $nbf > $now + self::LEEWAY_SECONDS) {
            throw new TokenRefused('not yet valid');
        }
        if ($exp <= $now - self::LEEWAY_SECONDS) {
            throw new TokenRefused('expired');
        }
        if ($exp <= $iat || $exp - $iat > self::LIFETIME_MOST) {
            throw new TokenRefused('lifetime');
        }
        return $exp;
    }
}
