<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Cron;

use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Model\Jwt\SeenTokens;
use Byte8\Client\Model\Outbox\Compactor;
use Psr\Log\LoggerInterface;

/**
 * Each night: delivered rows after 30 days, used tokens after their life, edits of an unpaired store that a later edit
 * has overtaken.
 */
class Gc
{
    private const DAYS = 30;

    /**
     * @param OutboxAdminInterface $outbox
     * @param Compactor $compactor
     * @param SeenTokens $tokens
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly OutboxAdminInterface $outbox,
        private readonly Compactor $compactor,
        private readonly SeenTokens $tokens,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Tidies up.
     *
     * @return void
     */
    public function execute(): void
    {
        $removed = $this->outbox->cleanup(self::DAYS);
        $merged = $this->compactor->run();
        $this->tokens->forgetExpired();
        if ($removed > 0 || $merged > 0) {
            $this->logger->info('The outbox was tidied.', ['removed' => $removed, 'merged' => $merged]);
        }
    }
}
