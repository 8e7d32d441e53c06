<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Sales\Model;

/**
 * What the stand-ins of orders, invoices and credit memos share; Magento has no such class.
 */
abstract class AbstractDocument extends \Magento\Framework\DataObject
{
    /**
     * @param array<string, mixed> $data
     * @param array<string, mixed> $original
     */
    public function __construct(array $data = [], private readonly array $original = [])
    {
        parent::__construct($data);
    }

    /**
     * @param string|null $key
     * @return mixed
     */
    public function getOrigData($key = null)
    {
        return $this->original[(string)$key] ?? null;
    }

    /**
     * @return mixed
     */
    public function getId()
    {
        return $this->data['entity_id'] ?? null;
    }

    /**
     * @return int|null
     */
    public function getState()
    {
        return $this->data['state'] ?? null;
    }

    /**
     * @return int|null
     */
    public function getStoreId()
    {
        return $this->data['store_id'] ?? null;
    }

    /**
     * @return string|null
     */
    public function getIncrementId()
    {
        return $this->data['increment_id'] ?? null;
    }

    /**
     * @return Order\Item[]
     */
    public function getAllItems()
    {
        return $this->data['items'] ?? [];
    }
}
