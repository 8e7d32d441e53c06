<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\Client\Api\SyncStateReaderInterface;
use Byte8\SageAccounting\Model\Chip;
use Byte8\SageAccounting\Model\ChipFactory;
use Byte8\SageAccounting\Model\Document\OrderDocuments;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * The order's roll-up: each invoice and credit memo with its state in the books.
 */
class Order implements ArgumentInterface
{
    private const VIEWS = [
        'invoice' => ['sales/order_invoice/view', 'invoice_id'],
        'creditmemo' => ['sales/order_creditmemo/view', 'creditmemo_id'],
    ];

    /**
     * @param OrderDocuments $documents
     * @param SyncStateReaderInterface $states
     * @param ChipFactory $chips
     * @param UrlInterface $url
     */
    public function __construct(
        private readonly OrderDocuments $documents,
        private readonly SyncStateReaderInterface $states,
        private readonly ChipFactory $chips,
        private readonly UrlInterface $url
    ) {
    }

    /**
     * Invoices first, each kind in the order of making. Four queries, however many documents.
     *
     * @param int $orderId
     * @return array<int, array{kind: string, id: int, title: string, url: string, chip: Chip}>
     */
    public function getDocuments(int $orderId): array
    {
        $lines = [];
        foreach (array_keys(self::VIEWS) as $kind) {
            $documents = $this->documents->get($kind, $orderId);
            if ($documents === []) {
                continue;
            }
            $states = $this->states->getMany($kind, array_keys($documents), Provider::CODE);
            foreach ($documents as $id => $incrementId) {
                [$route, $parameter] = self::VIEWS[$kind];
                $lines[] = [
                    'kind' => $kind,
                    'id' => $id,
                    'title' => $kind === 'invoice'
                        ? (string)__('Invoice %1', $incrementId)
                        : (string)__('Credit memo %1', $incrementId),
                    'url' => $this->url->getUrl($route, [$parameter => $id]),
                    'chip' => $this->chips->ofState($states[$id] ?? null),
                ];
            }
        }
        return $lines;
    }

    /**
     * For example "2 of 3 in Sage"; empty without documents.
     *
     * @param array<int, array{kind: string, id: int, title: string, url: string, chip: Chip}> $documents
     * @return string
     */
    public function getSummary(array $documents): string
    {
        $synced = 0;
        foreach ($documents as $document) {
            $synced += $document['chip']->status === 'synced' ? 1 : 0;
        }
        return $documents === [] ? '' : (string)__('%1 of %2 in Sage', $synced, count($documents));
    }
}
