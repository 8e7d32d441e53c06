<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Console\Command;

use Byte8\Client\Api\OutboxAdminInterface;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Puts dead letters back into the queue, due at once.
 */
class OutboxRequeue extends Command
{
    private const TEXTS = [
        'requeued' => 'Row %d is pending again.',
        'not_dead' => 'Row %d is no dead letter; it stays as it is.',
        'other_tenant' => 'Row %d belongs to another ledger account; it stays as it is.',
        'missing' => 'Row %d does not exist.',
    ];

    /**
     * @param OutboxAdminInterface $outbox
     * @param string $name
     */
    public function __construct(
        private readonly OutboxAdminInterface $outbox,
        string $name = 'byte8:client:outbox:requeue'
    ) {
        parent::__construct($name);
    }

    /**
     * @inheritdoc
     */
    protected function configure(): void
    {
        $this->setDescription('Sends given-up events again');
        $this->addArgument('ids', InputArgument::OPTIONAL | InputArgument::IS_ARRAY, 'Ids as inspect shows them');
        $this->addOption('id', null, InputOption::VALUE_REQUIRED, 'One id');
        $this->addOption('cause', null, InputOption::VALUE_REQUIRED, 'All of one cause, for example binding_revoked');
        $this->addOption('all', null, InputOption::VALUE_NONE, 'All');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $ids = (array)$input->getArgument('ids');
        $one = $input->getOption('id');
        if (is_string($one)) {
            $ids[] = $one;
        }
        $cause = $input->getOption('cause');
        $all = (bool)$input->getOption('all');
        if ((int)($ids !== []) + (int)is_string($cause) + (int)$all !== 1) {
            $output->writeln('<error>Give ids, --cause=CAUSE or --all.</error>');
            return Command::FAILURE;
        }
        if ($ids === []) {
            $done = $this->outbox->requeueAll(is_string($cause) ? $cause : null);
            $output->writeln(sprintf('<info>%d pending again.</info>', $done));
            return Command::SUCCESS;
        }
        $result = Command::SUCCESS;
        foreach ($ids as $id) {
            $result = max($result, $this->requeue($id, $output));
        }
        return $result;
    }

    /**
     * One row.
     *
     * @param mixed $id
     * @param OutputInterface $output
     * @return int
     */
    private function requeue($id, OutputInterface $output): int
    {
        $number = filter_var($id, FILTER_VALIDATE_INT);
        if ($number === false || $number < 1) {
            $output->writeln('<error>An id is a whole number from 1.</error>');
            return Command::FAILURE;
        }
        $outcome = $this->outbox->requeue($number);
        $style = ['requeued' => 'info', 'missing' => 'error'][$outcome] ?? 'comment';
        $output->writeln(sprintf('<%s>' . self::TEXTS[$outcome] . '</%s>', $style, $number, $style));
        return $outcome === 'missing' ? Command::FAILURE : Command::SUCCESS;
    }
}
