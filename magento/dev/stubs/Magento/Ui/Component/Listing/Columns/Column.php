<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Ui\Component\Listing\Columns;

class Column
{
    /** @var array<string, mixed> */
    private array $data;

    /**
     * @param \Magento\Framework\View\Element\UiComponent\ContextInterface $context
     * @param \Magento\Framework\View\Element\UiComponentFactory $uiComponentFactory
     * @param array<string, mixed> $components
     * @param array<string, mixed> $data
     */
    public function __construct($context, $uiComponentFactory, array $components = [], array $data = [])
    {
        $this->data = $data;
    }

    /**
     * @return void
     */
    public function prepare()
    {
    }

    /**
     * @return mixed
     */
    public function getData(string $key)
    {
        return $this->data[$key] ?? null;
    }

    /**
     * @param mixed $value
     * @return void
     */
    public function setData(string $key, $value)
    {
        $this->data[$key] = $value;
    }
}
