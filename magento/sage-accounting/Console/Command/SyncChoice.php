<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Console\Command;

use Byte8\Client\Api\EventsInterface;
use Symfony\Component\Console\Input\InputInterface;

/**
 * What an operator asked to be sent, checked.
 */
final class SyncChoice
{
    private const EVENTS = [
        'created' => [EventsInterface::INVOICE_CREATED],
        'paid' => [EventsInterface::INVOICE_PAID],
        'both' => [],
    ];

    private const STATES = ['open', 'paid', 'any'];

    /**
     * @param string $problem why it cannot be done; else empty
     * @param int[] $ids
     * @param bool $all
     * @param string|null $from
     * @param string|null $to
     * @param bool $queue
     * @param string[] $only event names; empty for all
     * @param string $state open, paid or any
     */
    private function __construct(
        public readonly string $problem,
        public readonly array $ids = [],
        public readonly bool $all = false,
        public readonly ?string $from = null,
        public readonly ?string $to = null,
        public readonly bool $queue = false,
        public readonly array $only = [],
        public readonly string $state = 'any'
    ) {
    }

    /**
     * Reads the command line.
     *
     * @param InputInterface $input
     * @param string $kind
     * @return self
     */
    public static function of(InputInterface $input, string $kind): self
    {
        $all = (bool)$input->getOption('all');
        $words = self::words($input);
        if ($all === ($words !== [])) {
            return new self('Give ids, --id=ID, --ids=A,B,C or --all.');
        }
        $ids = [];
        foreach ($words as $word) {
            $id = filter_var($word, FILTER_VALIDATE_INT, ['options' => ['min_range' => 1]]);
            if (!is_int($id)) {
                return new self('An id is a whole number from 1.');
            }
            $ids[] = $id;
        }
        $invoices = $kind === EventsInterface::KIND_INVOICE;
        $event = $invoices ? self::text($input, 'event') : 'both';
        $state = $invoices ? self::text($input, 'state') : 'any';
        if (!isset(self::EVENTS[$event])) {
            return new self('--event is created, paid or both.');
        }
        if (!in_array($state, self::STATES, true)) {
            return new self('--state is open, paid or any.');
        }
        return new self(
            '',
            $ids,
            $all,
            self::text($input, 'from') ?: null,
            self::text($input, 'to') ?: null,
            (bool)$input->getOption('queue'),
            self::EVENTS[$event],
            $state
        );
    }

    /**
     * Of the events that make sense for a document, those asked for.
     *
     * @param string[] $events
     * @return string[]
     */
    public function wanted(array $events): array
    {
        $paid = in_array(EventsInterface::INVOICE_PAID, $events, true);
        if ($this->all && $this->state !== 'any' && $paid !== ($this->state === 'paid')) {
            return [];
        }
        return $this->only === [] ? array_values($events) : array_values(array_intersect($events, $this->only));
    }

    /**
     * All ids on the line, whichever way they were given.
     *
     * @param InputInterface $input
     * @return string[]
     */
    private static function words(InputInterface $input): array
    {
        $words = array_filter((array)$input->getArgument('ids'), 'is_string');
        $one = self::text($input, 'id');
        if ($one !== '') {
            $words[] = $one;
        }
        $many = self::text($input, 'ids');
        return $many === '' ? array_values($words) : array_merge($words, array_map('trim', explode(',', $many)));
    }

    /**
     * An option's text.
     *
     * @param InputInterface $input
     * @param string $option
     * @return string
     */
    private static function text(InputInterface $input, string $option): string
    {
        $value = $input->getOption($option);
        return is_string($value) ? $value : '';
    }
}
