<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\ViewModel;

use Byte8\SageAccounting\Model\ChipFactory;
use Byte8\SageAccounting\Model\Document\CustomerCurrencies;
use Magento\Framework\View\Element\Block\ArgumentInterface;

/**
 * A customer's standing in the books: the contact itself, and one line for each currency.
 */
class Customer implements ArgumentInterface
{
    /**
     * @param Document $document
     * @param CustomerCurrencies $currencies
     * @param ChipFactory $chips
     */
    public function __construct(
        private readonly Document $document,
        private readonly CustomerCurrencies $currencies,
        private readonly ChipFactory $chips
    ) {
    }

    /**
     * State, buttons and links of the contact.
     *
     * @return Document
     */
    public function getDocument(): Document
    {
        return $this->document;
    }

    /**
     * Currency => text such as "3 Synced, 1 Failed".
     *
     * @param int $customerId
     * @return array<string, string>
     */
    public function getCurrencies(int $customerId): array
    {
        $lines = [];
        foreach ($this->currencies->count($customerId) as $currency => $counts) {
            $parts = [];
            foreach ($counts as $status => $number) {
                $label = $status === 'none' ? (string)__('not sent') : $this->chips->label($status);
                $parts[] = $number . ' ' . $label;
            }
            $lines[$currency] = implode(', ', $parts);
        }
        return $lines;
    }
}
