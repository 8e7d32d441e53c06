<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Ui\Component\Listing\Column;

use Byte8\SageAccounting\Model\ChipFactory;
use Byte8\SageAccounting\Model\Provider;
use Magento\Framework\AuthorizationInterface;
use Magento\Framework\View\Element\UiComponent\ContextInterface;
use Magento\Framework\View\Element\UiComponentFactory;
use Magento\Ui\Component\Listing\Columns\Column;

/**
 * The chip's column. The cell's template writes text, so nothing from Sage can become markup.
 */
class SyncStatus extends Column
{
    /**
     * @param ContextInterface $context
     * @param UiComponentFactory $uiComponentFactory
     * @param ChipFactory $chips
     * @param AuthorizationInterface $authorization
     * @param array<string, mixed> $components
     * @param array<string, mixed> $data
     */
    public function __construct(
        ContextInterface $context,
        UiComponentFactory $uiComponentFactory,
        private readonly ChipFactory $chips,
        private readonly AuthorizationInterface $authorization,
        array $components = [],
        array $data = []
    ) {
        parent::__construct($context, $uiComponentFactory, $components, $data);
    }

    /**
     * @inheritdoc
     *
     * @return void
     */
    public function prepare()
    {
        if (!$this->authorization->isAllowed(Provider::ACL_STATUS)) {
            $config = $this->getData('config');
            $this->setData('config', array_merge(is_array($config) ? $config : [], ['componentDisabled' => true]));
        }
        parent::prepare();
    }

    /**
     * Adds the words of each chip.
     *
     * @param array<string, mixed> $dataSource
     * @return array<string, mixed>
     */
    public function prepareDataSource(array $dataSource)
    {
        $data = $dataSource['data'] ?? null;
        if (!is_array($data) || !isset($data['items']) || !is_array($data['items'])) {
            return $dataSource;
        }
        foreach ($data['items'] as $index => $item) {
            if (!is_array($item)) {
                continue;
            }
            $chip = $this->chips->ofRow($item);
            $item['byte8_sync_status'] = $chip->status;
            $item['byte8_sync_label'] = $chip->label;
            $item['byte8_sync_title'] = $chip->title;
            $item['byte8_sync_reference'] = $chip->reference;
            $item['byte8_sync_url'] = $chip->url;
            $data['items'][$index] = $item;
        }
        $dataSource['data'] = $data;
        return $dataSource;
    }
}
