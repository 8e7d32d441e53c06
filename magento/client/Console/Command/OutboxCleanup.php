<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Console\Command;

use Byte8\Client\Api\OutboxAdminInterface;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Removes delivered rows; never one that waits or was given up.
 */
class OutboxCleanup extends Command
{
    private const DEFAULT_DAYS = '30';

    /**
     * @param OutboxAdminInterface $outbox
     * @param string $name
     */
    public function __construct(
        private readonly OutboxAdminInterface $outbox,
        string $name = 'byte8:client:outbox:cleanup'
    ) {
        parent::__construct($name);
    }

    /**
     * @inheritdoc
     */
    protected function configure(): void
    {
        $this->setDescription('Removes delivered events');
        $this->addOption('days', null, InputOption::VALUE_REQUIRED, 'Older than so many days', self::DEFAULT_DAYS);
        $this->addOption('dry-run', null, InputOption::VALUE_NONE, 'Only count');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $days = filter_var($input->getOption('days'), FILTER_VALIDATE_INT);
        if ($days === false || $days < 1) {
            $output->writeln('<error>--days must be a whole number from 1.</error>');
            return Command::FAILURE;
        }
        $dryRun = (bool)$input->getOption('dry-run');
        $count = $this->outbox->cleanup($days, $dryRun);
        $text = $dryRun ? '%d delivered events would be removed.' : '%d delivered events removed.';
        $output->writeln(sprintf('<info>' . $text . '</info>', $count));
        return Command::SUCCESS;
    }
}
