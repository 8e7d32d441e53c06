<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Console\Command;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\DeliveryInterface;
use Byte8\Client\Api\EntityListInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\ResyncInterface;
use Magento\Framework\App\Area;
use Magento\Framework\App\State;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Exception\NoSuchEntityException;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * Sends documents of one kind to the ledger, or queues them: byte8:sage:{kind}:sync. All of them go in pages of ids,
 * so that memory does not grow with their number.
 */
class EntitySync extends Command
{
    private const PAGE = 500;

    /**
     * @param ConnectionInterface $connection
     * @param ResyncInterface $resync
     * @param EntityListInterface $entities
     * @param State $state
     * @param string $kind one of EventsInterface::KINDS
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly ResyncInterface $resync,
        private readonly EntityListInterface $entities,
        private readonly State $state,
        private readonly string $kind = EventsInterface::KIND_INVOICE
    ) {
        parent::__construct('byte8:sage:' . $kind . ':sync');
    }

    /**
     * @inheritdoc
     */
    protected function configure(): void
    {
        $this->setDescription(sprintf('Sends %ss to Sage again', $this->kind));
        $this->addArgument('ids', InputArgument::OPTIONAL | InputArgument::IS_ARRAY, 'Ids (not increment ids)');
        $this->addOption('id', null, InputOption::VALUE_REQUIRED, 'One id');
        $this->addOption('ids', null, InputOption::VALUE_REQUIRED, 'Ids, with commas between');
        $this->addOption('all', null, InputOption::VALUE_NONE, 'All');
        $this->addOption('from', null, InputOption::VALUE_REQUIRED, 'With --all: made since (2026-05-17T00:00:00Z)');
        $this->addOption('to', null, InputOption::VALUE_REQUIRED, 'With --all: made before');
        $this->addOption('queue', null, InputOption::VALUE_NONE, 'Leave it to the cron instead of sending now');
        if ($this->kind === EventsInterface::KIND_INVOICE) {
            $this->addOption('event', null, InputOption::VALUE_REQUIRED, 'created, paid or both', 'both');
            $this->addOption('state', null, InputOption::VALUE_REQUIRED, 'With --all: open, paid or any', 'any');
        }
    }

    /**
     * @inheritdoc
     */
    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $choice = SyncChoice::of($input, $this->kind);
        if ($choice->problem !== '') {
            $output->writeln('<error>' . $choice->problem . '</error>');
            return Command::FAILURE;
        }
        if (!$this->connection->isConnected()) {
            $output->writeln('<error>This store is not connected to the ledger.</error>');
            return Command::FAILURE;
        }
        $result = $this->state->emulateAreaCode(
            Area::AREA_CRONTAB,
            fn (): int => $this->sendAll($choice, $output)
        );
        return is_int($result) ? $result : Command::FAILURE;
    }

    /**
     * Sends what was chosen and sums up.
     *
     * @param SyncChoice $choice
     * @param OutputInterface $output
     * @return int
     */
    private function sendAll(SyncChoice $choice, OutputInterface $output): int
    {
        $sent = 0;
        $failed = 0;
        try {
            foreach ($this->ids($choice) as $id) {
                $this->sendOne($id, $choice, $output) ? $sent++ : $failed++;
            }
        } catch (LocalizedException $e) {
            $output->writeln('<error>' . $e->getMessage() . '</error>');
            return Command::FAILURE;
        }
        $output->writeln(sprintf('<info>%d done, %d failed.</info>', $sent, $failed));
        return $failed === 0 ? Command::SUCCESS : Command::FAILURE;
    }

    /**
     * The ids one after the other; a page of them is held at a time.
     *
     * @param SyncChoice $choice
     * @return \Generator<int>
     * @throws LocalizedException
     */
    private function ids(SyncChoice $choice): \Generator
    {
        if (!$choice->all) {
            yield from $choice->ids;
            return;
        }
        $after = 0;
        do {
            $page = $this->entities->getList($this->kind, $choice->from, $choice->to, $after, self::PAGE);
            foreach ($page->getIds() as $id) {
                yield $id;
            }
            $after = $page->getNext();
        } while ($after !== null);
    }

    /**
     * One document; false when an event of it was refused.
     *
     * @param int $id
     * @param SyncChoice $choice
     * @param OutputInterface $output
     * @return bool
     */
    private function sendOne(int $id, SyncChoice $choice, OutputInterface $output): bool
    {
        try {
            $events = $this->resync->eventsFor($this->kind, $id);
            $wanted = $choice->wanted($events);
            if ($wanted === []) {
                $output->writeln(sprintf('%s %d: nothing to send', $this->kind, $id), $output::VERBOSITY_VERBOSE);
                return true;
            }
            if ($choice->queue) {
                $output->writeln(
                    sprintf('%s %d: %d queued', $this->kind, $id, $this->resync->queue($this->kind, $id, $wanted))
                );
                return true;
            }
            $deliveries = $this->resync->deliver($this->kind, $id, $wanted);
        } catch (NoSuchEntityException $e) {
            $output->writeln(sprintf('<error>%s %d: not found</error>', $this->kind, $id));
            return false;
        }
        $good = true;
        foreach ($deliveries as $delivery) {
            $output->writeln(sprintf('%s %d: %s', $this->kind, $id, $this->words($delivery)));
            $good = $good && $delivery->getOutcome() !== DeliveryInterface::REFUSED;
        }
        return $good;
    }

    /**
     * What became of an event.
     *
     * @param DeliveryInterface $delivery
     * @return string
     */
    private function words(DeliveryInterface $delivery): string
    {
        $name = $delivery->getEventName();
        return match ($delivery->getOutcome()) {
            DeliveryInterface::DELIVERED => sprintf('%s sync_run_id=%s', $name, $delivery->getSyncRunId()),
            DeliveryInterface::QUEUED => sprintf('%s queued: %s', $name, $delivery->getMessage()),
            default => sprintf('%s refused (HTTP %d): %s', $name, $delivery->getHttpStatus(), $delivery->getMessage()),
        };
    }
}
