<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Health;

use Byte8\Client\Api\Data\HealthResultInterface;

/**
 * Reads the health answer leniently: all keys are optional.
 */
class HealthResult implements HealthResultInterface
{
    /**
     * @param bool $reachable
     * @param int $httpStatus
     * @param array<mixed> $data
     */
    public function __construct(
        private readonly bool $reachable,
        private readonly int $httpStatus,
        private readonly array $data = []
    ) {
    }

    /**
     * @inheritdoc
     */
    public function isReachable(): bool
    {
        return $this->reachable;
    }

    /**
     * @inheritdoc
     */
    public function getHttpStatus(): int
    {
        return $this->httpStatus;
    }

    /**
     * @inheritdoc
     */
    public function getConnectionStatus(): ?string
    {
        return $this->text('tenant', 'magento_connection_status');
    }

    /**
     * @inheritdoc
     */
    public function getBindingStatus(): ?string
    {
        return $this->text('binding', 'status');
    }

    /**
     * @inheritdoc
     */
    public function getBindingReason(): ?string
    {
        return $this->text('binding', 'reason');
    }

    /**
     * @inheritdoc
     */
    public function getRegion(): ?string
    {
        return $this->text('binding', 'region');
    }

    /**
     * @inheritdoc
     */
    public function getLastRunAt(): ?string
    {
        return $this->text('sync', 'last_run_at');
    }

    /**
     * @inheritdoc
     */
    public function getPendingCount(): ?int
    {
        return $this->number('sync', 'pending_count');
    }

    /**
     * @inheritdoc
     */
    public function getFailedLastDay(): ?int
    {
        return $this->number('sync', 'failed_24h');
    }

    /**
     * A nested text; null when it is empty.
     *
     * @param string $group
     * @param string $name
     * @return string|null
     */
    private function text(string $group, string $name): ?string
    {
        $value = $this->value($group, $name);
        return is_string($value) && $value !== '' ? $value : null;
    }

    /**
     * A nested number.
     *
     * @param string $group
     * @param string $name
     * @return int|null
     */
    private function number(string $group, string $name): ?int
    {
        $value = $this->value($group, $name);
        return is_numeric($value) ? (int)$value : null;
    }

    /**
     * A nested value.
     *
     * @param string $group
     * @param string $name
     * @return mixed
     */
    private function value(string $group, string $name)
    {
        $values = $this->data[$group] ?? null;
        return is_array($values) ? ($values[$name] ?? null) : null;
    }
}
