<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Pairing;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\PairingCodeInterface;
use Byte8\Client\Model\ConfigStore;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Api\RandomInterface;

/**
 * The one code that is live. Its hash and its time are two rows that are written and removed together.
 */
class PairingCode implements PairingCodeInterface
{
    private const CODE_BYTES = 16;

    /**
     * @param ConfigStore $store
     * @param ClockInterface $clock
     * @param RandomInterface $random
     */
    public function __construct(
        private readonly ConfigStore $store,
        private readonly ClockInterface $clock,
        private readonly RandomInterface $random
    ) {
    }

    /**
     * @inheritdoc
     */
    public function generate(): string
    {
        $code = $this->random->hex(self::CODE_BYTES);
        $this->store->atomically(function () use ($code): void {
            $this->store->write([
                ConfigPathsInterface::PAIRING_CODE_HASH => $this->hash($code),
                ConfigPathsInterface::PAIRING_CODE_ISSUED_AT => (string)$this->clock->now(),
            ]);
        });
        $this->store->refresh();
        return $code;
    }

    /**
     * @inheritdoc
     */
    public function getStatus(): string
    {
        $age = $this->getAge();
        if ($age === null) {
            return self::NONE;
        }
        return $age <= self::LIFETIME_SECONDS ? self::LIVE : self::EXPIRED;
    }

    /**
     * @inheritdoc
     */
    public function getAge(): ?int
    {
        $hash = (string)$this->store->read(ConfigPathsInterface::PAIRING_CODE_HASH);
        $issued = (string)$this->store->read(ConfigPathsInterface::PAIRING_CODE_ISSUED_AT);
        if ($hash === '' || !ctype_digit($issued)) {
            return null;
        }
        return max(0, $this->clock->now() - (int)$issued);
    }

    /**
     * @inheritdoc
     */
    public function clear(): void
    {
        $this->store->remove([
            ConfigPathsInterface::PAIRING_CODE_HASH,
            ConfigPathsInterface::PAIRING_CODE_ISSUED_AT,
        ]);
        $this->store->refresh();
    }

    /**
     * Whether a code is the live one, in constant time.
     *
     * @param string $code
     * @return bool
     */
    public function matches(string $code): bool
    {
        $stored = (string)$this->store->read(ConfigPathsInterface::PAIRING_CODE_HASH);
        return $this->getStatus() === self::LIVE && hash_equals($stored, $this->hash($code));
    }

    /**
     * Uses the code up; true for exactly one of several callers. To be called inside a transaction.
     *
     * @param string $code
     * @return bool
     */
    public function take(string $code): bool
    {
        $taken = $this->store->removeIf(ConfigPathsInterface::PAIRING_CODE_HASH, $this->hash($code));
        $this->store->remove([ConfigPathsInterface::PAIRING_CODE_ISSUED_AT]);
        return $taken;
    }

    /**
     * What is stored of a code.
     *
     * @param string $code
     * @return string
     */
    private function hash(string $code): string
    {
        return hash('sha256', $code);
    }
}
