<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Outbox;

use Byte8\Client\Api\QueueStateInterface;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\JsonText;
use Magento\Framework\FlagManager;

/**
 * Kept in Magento's flag table: it must outlive a flush of the cache.
 */
class QueueState implements QueueStateInterface
{
    private const FLAG = 'byte8_outbox_queue';
    private const CRON_FLAG = 'byte8_outbox_cron_seen_at';

    private const UNREACHABLE_FIRST = 60;
    private const UNREACHABLE_MOST = 900;
    private const PAUSED_FIRST = 300;
    private const PAUSED_MOST = 3600;

    private const REASON_CHARACTERS = 300;

    /**
     * @param FlagManager $flags
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly FlagManager $flags,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getState(): string
    {
        $state = $this->read()['state'] ?? self::RUNNING;
        return in_array($state, [self::PAUSED, self::UNREACHABLE], true) ? $state : self::RUNNING;
    }

    /**
     * @inheritdoc
     */
    public function getReason(): string
    {
        return $this->getState() === self::RUNNING ? '' : (string)($this->read()['reason'] ?? '');
    }

    /**
     * @inheritdoc
     */
    public function getCode(): string
    {
        return $this->getState() === self::RUNNING ? '' : (string)($this->read()['code'] ?? '');
    }

    /**
     * @inheritdoc
     */
    public function getSince(): ?int
    {
        return $this->getState() === self::RUNNING ? null : (int)($this->read()['since'] ?? 0);
    }

    /**
     * @inheritdoc
     */
    public function getRetryAt(): ?int
    {
        return $this->getState() === self::RUNNING ? null : (int)($this->read()['retry_at'] ?? 0);
    }

    /**
     * @inheritdoc
     */
    public function getCronSeenAt(): ?int
    {
        $seen = $this->flags->getFlagData(self::CRON_FLAG);
        return is_numeric($seen) ? (int)$seen : null;
    }

    /**
     * The minute cron is alive.
     *
     * @return void
     */
    public function cronSeen(): void
    {
        $this->flags->saveFlag(self::CRON_FLAG, $this->clock->now());
    }

    /**
     * Whether a try is allowed now.
     *
     * @return bool
     */
    public function mayTry(): bool
    {
        return (int)$this->getRetryAt() <= $this->clock->now();
    }

    /**
     * The ledger took something, or a new pairing: all is well.
     *
     * @return void
     */
    public function running(): void
    {
        if ($this->getState() !== self::RUNNING) {
            $this->flags->deleteFlag(self::FLAG);
        }
    }

    /**
     * Our token was refused.
     *
     * @param string $code
     * @param string $reason
     * @return void
     */
    public function paused(string $code, string $reason): void
    {
        $this->write(self::PAUSED, $code, $reason, self::PAUSED_FIRST, self::PAUSED_MOST, 0);
    }

    /**
     * No answer, or the ledger asks to be left alone for a while.
     *
     * @param string $code
     * @param string $reason
     * @param int $atLeast seconds
     * @return void
     */
    public function unreachable(string $code, string $reason, int $atLeast = 0): void
    {
        $this->write(
            self::UNREACHABLE,
            $code,
            $reason,
            self::UNREACHABLE_FIRST,
            self::UNREACHABLE_MOST,
            $atLeast
        );
    }

    /**
     * Doubles the wait at each failure in a row.
     *
     * @param string $state
     * @param string $code
     * @param string $reason
     * @param int $first
     * @param int $most
     * @param int $atLeast
     * @return void
     */
    private function write(
        string $state,
        string $code,
        string $reason,
        int $first,
        int $most,
        int $atLeast
    ): void {
        $before = $this->read();
        $same = ($before['state'] ?? '') === $state;
        $failures = $same ? min(30, (int)($before['failures'] ?? 0) + 1) : 1;
        $wait = max($atLeast, min($most, $first * 2 ** min(10, $failures - 1)));
        $now = $this->clock->now();
        $this->flags->saveFlag(self::FLAG, [
            'state' => $state,
            'code' => $code,
            'reason' => JsonText::cut($reason, self::REASON_CHARACTERS),
            'since' => $same ? (int)($before['since'] ?? $now) : $now,
            'retry_at' => $now + $wait,
            'failures' => $failures,
        ]);
    }

    /**
     * The flag's content.
     *
     * @return array<string, mixed>
     */
    private function read(): array
    {
        $data = $this->flags->getFlagData(self::FLAG);
        return is_array($data) ? $data : [];
    }
}
