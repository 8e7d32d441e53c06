<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Cron;

use Byte8\Client\Model\Sweep as Sweeper;
use Psr\Log\LoggerInterface;

/**
 * Each night: changes that no observer saw.
 */
class Sweep
{
    /**
     * @param Sweeper $sweeper
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly Sweeper $sweeper,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Sweeps.
     *
     * @return void
     */
    public function execute(): void
    {
        $stored = $this->sweeper->run();
        if ($stored > 0) {
            $this->logger->info('The sweep found changes.', ['events' => $stored]);
        }
    }
}
