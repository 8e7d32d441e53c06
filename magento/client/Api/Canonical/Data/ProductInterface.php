<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Api\Canonical\Data;

/**
 * A product, as seen in the store view of the request.
 *
 * The order of the methods is the order on the wire; what is null is left out there.
 */
interface ProductInterface
{
    /**
     * Product id.
     *
     * @return int
     */
    public function getMagentoId(): int;

    /**
     * SKU.
     *
     * @return string
     */
    public function getSku(): string;

    /**
     * Name.
     *
     * @return string
     */
    public function getName(): string;

    /**
     * simple, virtual, configurable, ….
     *
     * @return string
     */
    public function getProductType(): string;

    /**
     * Base price.
     *
     * @return float|null
     */
    public function getPrice(): ?float;

    /**
     * Special price, while its dates hold.
     *
     * @return float|null
     */
    public function getSpecialPrice(): ?float;

    /**
     * Cost.
     *
     * @return float|null
     */
    public function getCost(): ?float;

    /**
     * Weight.
     *
     * @return float|null
     */
    public function getWeight(): ?float;

    /**
     * Quantity of the default stock.
     *
     * @return float|null
     */
    public function getStockQty(): ?float;

    /**
     * Whether stock is managed.
     *
     * @return bool
     */
    public function getManageStock(): bool;

    /**
     * Id of the tax class.
     *
     * @return string|null
     */
    public function getTaxClass(): ?string;

    /**
     * Websites.
     *
     * @return int[]
     */
    public function getWebsiteIds(): array;

    /**
     * UTC.
     *
     * @return string|null
     */
    public function getCreatedAt(): ?string;

    /**
     * UTC.
     *
     * @return string|null
     */
    public function getUpdatedAt(): ?string;

    /**
     * enabled or disabled.
     *
     * @return string|null
     */
    public function getStatus(): ?string;

    /**
     * Currency of the prices.
     *
     * @return string|null
     */
    public function getCurrency(): ?string;

    /**
     * Whether catalogue prices include tax.
     *
     * @return bool|null
     */
    public function getPriceIncludesTax(): ?bool;

    /**
     * All enabled sources less what is reserved.
     *
     * @return float|null
     */
    public function getSalableQty(): ?float;

    /**
     * EAN, UPC or the like.
     *
     * @return string|null
     */
    public function getBarcode(): ?string;
}
