<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Exception;

/**
 * There are no credentials to work with.
 */
class NotConnected extends \RuntimeException
{
}
