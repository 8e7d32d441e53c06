<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

/**
 * What an answer, or the lack of one, means for a row and for the queue.
 */
class Verdict
{
    public const DELIVERED = 'delivered';

    /** Will never succeed: dead letter. */
    public const REFUSED = 'refused';

    /** Fails in passing: this row again later, the others go on. */
    public const RETRY = 'retry';

    /** No answer, or asked to wait: this row again later, and all others too. */
    public const BREAK = 'break';

    /** The token was refused: everything waits, no row is charged. */
    public const PAUSE = 'pause';

    /**
     * @param string $kind
     * @param int|null $status
     * @param string $cause short word for machines
     * @param string $error for people
     * @param int $retryAfter seconds asked for, 0 when none
     * @param string $syncRunId
     */
    public function __construct(
        public readonly string $kind,
        public readonly ?int $status,
        public readonly string $cause,
        public readonly string $error,
        public readonly int $retryAfter = 0,
        public readonly string $syncRunId = ''
    ) {
    }
}
