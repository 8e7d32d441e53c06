<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Ui\Component\Listing\Column;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\SageAccounting\Model\Chip;
use Byte8\SageAccounting\Model\ChipFactory;
use Magento\Framework\Data\OptionSourceInterface;

/**
 * What the column can be filtered by.
 */
class SyncStatusOptions implements OptionSourceInterface
{
    /**
     * @param ChipFactory $chips
     */
    public function __construct(private readonly ChipFactory $chips)
    {
    }

    /**
     * @inheritdoc
     *
     * @return array<int, array{value: string, label: string}>
     */
    public function toOptionArray()
    {
        $statuses = [
            SyncStateInterface::SYNCED,
            SyncStateInterface::PENDING,
            SyncStateInterface::SKIPPED,
            SyncStateInterface::FAILED,
        ];
        $options = [];
        foreach ($statuses as $status) {
            $options[] = ['value' => $status, 'label' => $this->chips->label($status)];
        }
        $options[] = ['value' => Chip::NONE, 'label' => (string)__('Not sent')];
        return $options;
    }
}
