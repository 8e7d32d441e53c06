<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

/**
 * The state of the connection in words, as the config page and the dashboard tile show it.
 */
final class View
{
    public const RED = 'red';
    public const AMBER = 'amber';
    public const GREEN = 'green';
    public const GREY = 'grey';

    /** Where the problem can be solved. */
    public const TO_CONFIG = 'config';
    public const TO_SYNC = 'sync';

    /**
     * @param string $state word for machines, for example unreachable
     * @param string $tone one of the colours above
     * @param string $label
     * @param string $detail next step; may be empty
     * @param string $target TO_CONFIG or TO_SYNC
     */
    public function __construct(
        public readonly string $state,
        public readonly string $tone,
        public readonly string $label,
        public readonly string $detail = '',
        public readonly string $target = self::TO_CONFIG
    ) {
    }
}
