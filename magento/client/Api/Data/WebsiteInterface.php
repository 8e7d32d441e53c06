<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Data;

/**
 * A website of this store.
 */
interface WebsiteInterface
{
    /**
     * Website id.
     *
     * @return int
     */
    public function getId(): int;

    /**
     * Website code.
     *
     * @return string
     */
    public function getCode(): string;

    /**
     * Website name.
     *
     * @return string
     */
    public function getName(): string;
}
