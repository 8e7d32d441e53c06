<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Catalog\Api\Data;

interface ProductInterface
{
    /**
     * @return string
     */
    public function getSku();

    /**
     * @return string|null
     */
    public function getName();

    /**
     * @return string|null
     */
    public function getTypeId();

    /**
     * @return float|null
     */
    public function getPrice();

    /**
     * @return float|null
     */
    public function getWeight();

    /**
     * @return int|null
     */
    public function getStatus();

    /**
     * @return string|null
     */
    public function getCreatedAt();

    /**
     * @return string|null
     */
    public function getUpdatedAt();

    /**
     * @param string $attributeCode
     * @return \Magento\Framework\Api\AttributeInterface|null
     */
    public function getCustomAttribute($attributeCode);
}
