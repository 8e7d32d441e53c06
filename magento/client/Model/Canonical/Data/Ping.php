<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical\Data;

use Byte8\Client\Api\Canonical\Data\PingInterface;

/**
 * Sign of life.
 *
 * @phpstan-type Fields array{
 *     ok: bool,
 *     tenant_id: string,
 *     server_time: string
 * }
 */
class Ping implements PingInterface
{
    /**
     * @param array<string, mixed> $fields
     * @phpstan-param Fields $fields
     */
    public function __construct(private readonly array $fields)
    {
    }

    /**
     * @inheritdoc
     */
    public function getOk(): bool
    {
        return $this->fields['ok'];
    }

    /**
     * @inheritdoc
     */
    public function getTenantId(): string
    {
        return $this->fields['tenant_id'];
    }

    /**
     * @inheritdoc
     */
    public function getServerTime(): string
    {
        return $this->fields['server_time'];
    }
}
