<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Rest;

use Byte8\Client\Api\Data\WebsiteInterface;

/**
 * A website of this store.
 */
class Website implements WebsiteInterface
{
    /**
     * @param int $id
     * @param string $code
     * @param string $name
     */
    public function __construct(
        private readonly int $id,
        private readonly string $code,
        private readonly string $name
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getId(): int
    {
        return $this->id;
    }

    /**
     * @inheritdoc
     */
    public function getCode(): string
    {
        return $this->code;
    }

    /**
     * @inheritdoc
     */
    public function getName(): string
    {
        return $this->name;
    }
}
