<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Exception;

/**
 * No answer: name not resolved, refused, timed out, TLS failed, body too large.
 */
class Unreachable extends \RuntimeException
{
}
