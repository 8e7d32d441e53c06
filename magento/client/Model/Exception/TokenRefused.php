<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Exception;

/**
 * An inbound token does not hold; the message is for the log only.
 */
class TokenRefused extends \RuntimeException
{
}
