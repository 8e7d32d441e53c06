<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\SyncStateReaderInterface;
use Byte8\SageAccounting\Model\Chip;
use Byte8\SageAccounting\Model\ChipFactory;
use Byte8\SageAccounting\Model\Provider;
use Byte8\SageAccounting\Model\Words;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\AuthorizationInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * One document's state in the books, for the block on its page.
 */
class Document implements ArgumentInterface
{
    /**
     * @param SyncStateReaderInterface $states
     * @param ChipFactory $chips
     * @param Words $words
     * @param AuthorizationInterface $authorization
     * @param UrlInterface $url
     */
    public function __construct(
        private readonly SyncStateReaderInterface $states,
        private readonly ChipFactory $chips,
        private readonly Words $words,
        private readonly AuthorizationInterface $authorization,
        private readonly UrlInterface $url
    ) {
    }

    /**
     * The mirror's row; null when nothing is known.
     *
     * @param string $kind
     * @param int $id
     * @return SyncStateInterface|null
     */
    public function getState(string $kind, int $id): ?SyncStateInterface
    {
        return $this->states->get($kind, $id, Provider::CODE);
    }

    /**
     * Its chip.
     *
     * @param SyncStateInterface|null $state
     * @return Chip
     */
    public function getChip(?SyncStateInterface $state): Chip
    {
        return $this->chips->ofState($state);
    }

    /**
     * Label and text of each line that has something to say. Codes stand behind their words, for support.
     *
     * @param SyncStateInterface|null $state
     * @return array<string, string>
     */
    public function getLines(?SyncStateInterface $state): array
    {
        if ($state === null) {
            return [];
        }
        $skip = (string)$state->getSkipReason();
        $error = (string)$state->getErrorCode();
        return array_filter([
            (string)__('Sage Reference') => (string)$state->getProviderReference(),
            (string)__('Sage Entity ID') => (string)$state->getProviderEntityId(),
            (string)__('Skip Reason') => $this->explained($this->words->skipReason($skip), $skip),
            (string)__('Error Code') => $this->explained($this->words->error($error), $error),
            (string)__('Last Sync') => $state->getLastSyncAt() . ' UTC',
            (string)__('Update under way since') => $this->newerEvent($state),
        ]);
    }

    /**
     * Whether this person may send it again.
     *
     * @return bool
     */
    public function canResync(): bool
    {
        return $this->authorization->isAllowed(Provider::ACL_RESYNC);
    }

    /**
     * Whether this person may see the ledger's history.
     *
     * @return bool
     */
    public function canSeeHistory(): bool
    {
        return $this->authorization->isAllowed(Provider::ACL_SYNC);
    }

    /**
     * Where *Resync now* posts to.
     *
     * @param string $kind
     * @param int $id
     * @return string
     */
    public function getResyncUrl(string $kind, int $id): string
    {
        return $this->url->getUrl('byte8sageaccounting/entity/resync', ['kind' => $kind, 'entity' => $id]);
    }

    /**
     * The ledger's history of this document, inside the admin.
     *
     * @param string $kind
     * @param int $id
     * @return string
     */
    public function getHistoryUrl(string $kind, int $id): string
    {
        return $this->url->getUrl(Provider::ROUTE_SYNC, ['kind' => $kind, 'entity' => $id]);
    }

    /**
     * Words with their code behind, once.
     *
     * @param string $words
     * @param string $code
     * @return string
     */
    private function explained(string $words, string $code): string
    {
        return $words === $code ? $code : $words . ' [' . $code . ']';
    }

    /**
     * Time of an event whose outcome is still to come; empty otherwise.
     *
     * @param SyncStateInterface $state
     * @return string
     */
    private function newerEvent(SyncStateInterface $state): string
    {
        $event = (string)$state->getLastEventAt();
        $finished = $state->getStatus() !== SyncStateInterface::PENDING;
        return $finished && $event > $state->getLastSyncAt() ? $event . ' UTC' : '';
    }
}
