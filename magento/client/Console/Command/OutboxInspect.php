<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Console\Command;

use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Model\Outbox\Row;
use Byte8\Core\Model\JsonText;
use Byte8\Core\Model\Utc;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Helper\Table;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Shows the dead letters. Payloads are never printed.
 */
class OutboxInspect extends Command
{
    private const ERROR_CHARACTERS = 120;
    private const DEFAULT_LIMIT = '50';

    /**
     * @param OutboxAdminInterface $outbox
     * @param string $name
     */
    public function __construct(
        private readonly OutboxAdminInterface $outbox,
        string $name = 'byte8:client:outbox:inspect'
    ) {
        parent::__construct($name);
    }

    /**
     * @inheritdoc
     */
    protected function configure(): void
    {
        $this->setDescription('Lists the events that were given up');
        $this->addOption('limit', null, InputOption::VALUE_REQUIRED, 'How many, newest first', self::DEFAULT_LIMIT);
        $this->addOption('full', null, InputOption::VALUE_NONE, 'Do not cut the errors');
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $limit = filter_var($input->getOption('limit'), FILTER_VALIDATE_INT);
        if ($limit === false || $limit < 1) {
            $output->writeln('<error>--limit must be a whole number from 1.</error>');
            return Command::FAILURE;
        }
        $total = $this->outbox->countDeadLetters();
        if ($total === 0) {
            $output->writeln('<info>No event was given up.</info>');
            return Command::SUCCESS;
        }
        $rows = $this->outbox->deadLetters($limit);
        $output->writeln(sprintf('<info>%d given up, %d shown.</info>', $total, count($rows)));
        $table = new Table($output);
        $table->setHeaders(['id', 'event', 'idempotency_key', 'last_attempt_at', 'http', 'error']);
        foreach ($rows as $row) {
            $table->addRow($this->line($row, (bool)$input->getOption('full')));
        }
        $table->render();
        foreach ($this->outbox->countByCause() as $cause => $count) {
            $output->writeln(sprintf('%s: %d', $cause, $count));
        }
        $output->writeln('Try again: byte8:client:outbox:requeue ID… | --cause=CAUSE | --all');
        return Command::SUCCESS;
    }

    /**
     * A line of the table.
     *
     * @param Row $row
     * @param bool $full
     * @return array<int, string>
     */
    private function line(Row $row, bool $full): array
    {
        $error = trim((string)preg_replace('/\s+/u', ' ', JsonText::cut($row->lastError, PHP_INT_MAX)));
        return [
            (string)$row->id,
            $row->eventName,
            $row->key,
            $row->lastAttemptAt === null ? '' : Utc::sql($row->lastAttemptAt),
            $row->lastStatusCode === null ? '-' : (string)$row->lastStatusCode,
            $full ? $error : JsonText::cut($error, self::ERROR_CHARACTERS),
        ];
    }
}
