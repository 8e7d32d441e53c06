<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

/**
 * What is known of a document in Sage, ready to be shown; all texts are plain text, not markup.
 */
final class Chip
{
    public const NONE = 'none';

    /**
     * @param string $status synced, pending, skipped, failed or none
     * @param string $label
     * @param string $title what a mouse over it says; empty for none
     * @param string $reference the number in Sage, for example SI-27
     * @param string $url the document in Sage; empty when unknown
     */
    public function __construct(
        public readonly string $status,
        public readonly string $label,
        public readonly string $title = '',
        public readonly string $reference = '',
        public readonly string $url = ''
    ) {
    }
}
