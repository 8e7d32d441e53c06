<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Authorization\Model;

interface UserContextInterface
{
    public const USER_TYPE_INTEGRATION = 1;

    /**
     * @return int|null
     */
    public function getUserId();

    /**
     * @return int|null
     */
    public function getUserType();
}
