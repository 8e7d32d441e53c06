<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

use Byte8\Client\Api\Data\SyncStateInterface;

/**
 * Makes chips of mirror rows.
 */
class ChipFactory
{
    /**
     * @param Words $words
     */
    public function __construct(private readonly Words $words)
    {
    }

    /**
     * Of a row of the mirror; null gives the dash.
     *
     * @param SyncStateInterface|null $state
     * @return Chip
     */
    public function ofState(?SyncStateInterface $state): Chip
    {
        return $state === null ? $this->none() : $this->make(
            $state->getStatus(),
            (string)$state->getProviderReference(),
            (string)$state->getProviderEntityId(),
            (string)$state->getSkipReason(),
            (string)$state->getErrorCode(),
            (string)$state->getProviderUrl()
        );
    }

    /**
     * Of the columns that a grid's row carries (spec/wire.md: byte8_sync_…).
     *
     * @param array<string, mixed> $row
     * @return Chip
     */
    public function ofRow(array $row): Chip
    {
        return $this->make(
            self::text($row, 'byte8_sync_status'),
            self::text($row, 'byte8_sync_provider_reference'),
            self::text($row, 'byte8_sync_provider_entity_id'),
            self::text($row, 'byte8_sync_skip_reason'),
            self::text($row, 'byte8_sync_error_code'),
            self::text($row, 'byte8_sync_provider_url')
        );
    }

    /**
     * The word for a status.
     *
     * @param string $status
     * @return string
     */
    public function label(string $status): string
    {
        return match ($status) {
            SyncStateInterface::SYNCED => (string)__('Synced'),
            SyncStateInterface::PENDING => (string)__('Pending'),
            SyncStateInterface::SKIPPED => (string)__('Skipped'),
            SyncStateInterface::FAILED => (string)__('Failed'),
            default => '–',
        };
    }

    /**
     * Nothing is known.
     *
     * @return Chip
     */
    private function none(): Chip
    {
        return new Chip(Chip::NONE, $this->label(Chip::NONE));
    }

    /**
     * The tooltip is the number (else the id), and after it why it was skipped or failed.
     *
     * @param string $status
     * @param string $reference
     * @param string $id
     * @param string $skipReason
     * @param string $error
     * @param string $url
     * @return Chip
     */
    private function make(
        string $status,
        string $reference,
        string $id,
        string $skipReason,
        string $error,
        string $url
    ): Chip {
        if ($status === '' || $status === Chip::NONE) {
            return $this->none();
        }
        $title = [];
        if ($reference !== '' || $id !== '') {
            $title[] = $reference !== '' ? $reference : $id;
        }
        if ($skipReason !== '') {
            $words = $this->words->skipReason($skipReason);
            $title[] = $status === SyncStateInterface::SKIPPED ? (string)__('Skipped: %1', $words) : $words;
        }
        if ($error !== '') {
            $title[] = (string)__('Error: %1', $this->words->error($error));
        }
        return new Chip(
            $status,
            $this->label($status),
            implode(' · ', $title),
            $reference,
            preg_match('~^https?://~i', $url) === 1 ? $url : ''
        );
    }

    /**
     * A column as text.
     *
     * @param array<string, mixed> $row
     * @param string $key
     * @return string
     */
    private static function text(array $row, string $key): string
    {
        $value = $row[$key] ?? '';
        return is_scalar($value) ? (string)$value : '';
    }
}
