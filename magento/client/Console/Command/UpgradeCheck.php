<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Console\Command;

use Byte8\Client\Model\Upgrade\TakeOver;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Shows what setup:upgrade will take over from the original modules. Changes nothing.
 */
class UpgradeCheck extends Command
{
    /**
     * @param TakeOver $takeOver
     * @param string $name
     */
    public function __construct(
        private readonly TakeOver $takeOver,
        string $name = 'byte8:client:upgrade:check'
    ) {
        parent::__construct($name);
    }

    /**
     * @inheritdoc
     */
    protected function configure(): void
    {
        $this->setDescription('Shows what an upgrade from the original modules will change');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $lines = $this->takeOver->plan();
        foreach ($lines as $line) {
            $output->writeln('- ' . $line);
        }
        $output->writeln($lines === [] ? '<info>Nothing to take over.</info>' : '<info>Nothing was changed.</info>');
        return Command::SUCCESS;
    }
}
