<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\E2e;

use Magento\Catalog\Api\Data\ProductInterfaceFactory;
use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Catalog\Model\Product\Attribute\Source\Status;
use Magento\Catalog\Model\Product\Visibility;
use Magento\Customer\Api\AccountManagementInterface;
use Magento\Customer\Api\CustomerRepositoryInterface;
use Magento\Customer\Api\Data\CustomerInterface;
use Magento\Customer\Api\Data\CustomerInterfaceFactory;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Indexer\IndexerRegistry;
use Magento\Framework\ObjectManagerInterface;
use Magento\Quote\Api\CartManagementInterface;
use Magento\Quote\Api\CartRepositoryInterface;
use Magento\Quote\Api\Data\AddressInterfaceFactory;
use Magento\Sales\Api\CreditmemoRepositoryInterface;
use Magento\Sales\Api\InvoiceOrderInterface;
use Magento\Sales\Api\RefundOrderInterface;

/**
 * Trades in the real shop through its service contracts.
 */
final class Shop
{
    /**
     * @param ObjectManagerInterface $objects
     */
    public function __construct(private readonly ObjectManagerInterface $objects)
    {
    }

    /**
     * A simple product in stock.
     *
     * @param string $sku
     * @param float $price
     * @return int its id
     */
    public function product(string $sku, float $price): int
    {
        $products = $this->objects->get(ProductRepositoryInterface::class);
        try {
            return (int)$products->get($sku)->getId();
        } catch (NoSuchEntityException $e) {
            $product = $this->objects->get(ProductInterfaceFactory::class)->create();
        }
        $product->setSku($sku)->setName('Trial ' . $sku)->setTypeId('simple')->setAttributeSetId(4)->setPrice($price)
            ->setWeight(1)->setStatus(Status::STATUS_ENABLED)->setVisibility(Visibility::VISIBILITY_BOTH)
            ->setWebsiteIds([1])->setStockData(['qty' => 100000, 'is_in_stock' => 1]);
        $id = (int)$products->save($product)->getId();
        // The shop may index by schedule; a product without stock index cannot be bought.
        foreach (['cataloginventory_stock', 'inventory'] as $indexer) {
            $this->objects->get(IndexerRegistry::class)->get($indexer)->reindexAll();
        }
        return $id;
    }

    /**
     * A registered customer.
     *
     * @param string $email
     * @return CustomerInterface
     */
    public function customer(string $email): CustomerInterface
    {
        $customers = $this->objects->get(CustomerRepositoryInterface::class);
        try {
            return $customers->get($email, 1);
        } catch (NoSuchEntityException $e) {
            $customer = $this->objects->get(CustomerInterfaceFactory::class)->create();
        }
        $customer->setEmail($email)->setFirstname('Ada')->setLastname('Lovelace')->setWebsiteId(1)->setStoreId(1);
        return $this->objects->get(AccountManagementInterface::class)->createAccount($customer, 'Trial-pass-1');
    }

    /**
     * An order, paid offline.
     *
     * @param string $sku
     * @param int $quantity
     * @param CustomerInterface|null $customer null for a guest
     * @return int its id
     */
    public function order(string $sku, int $quantity, ?CustomerInterface $customer = null): int
    {
        $carts = $this->objects->get(CartRepositoryInterface::class);
        $management = $this->objects->get(CartManagementInterface::class);
        $cart = $carts->get((int)$management->createEmptyCart());
        $cart->setStoreId(1);
        if ($customer === null) {
            $cart->setCustomerEmail('guest@example.com')->setCustomerIsGuest(true)->setCheckoutMethod('guest');
        } else {
            $cart->assignCustomer($customer);
        }
        $product = $this->objects->get(ProductRepositoryInterface::class)->get($sku, false, 1, true);
        $cart->addProduct($product, $quantity);
        $cart->getBillingAddress()->addData($this->address());
        $cart->getShippingAddress()->addData($this->address())
            ->setCollectShippingRates(true)->collectShippingRates()->setShippingMethod('flatrate_flatrate');
        $cart->getPayment()->importData(['method' => 'checkmo']);
        $cart->collectTotals();
        $carts->save($cart);
        return (int)$management->placeOrder($cart->getId());
    }

    /**
     * Invoices an order.
     *
     * @param int $orderId
     * @return int the invoice's id
     */
    public function invoice(int $orderId): int
    {
        return (int)$this->objects->create(InvoiceOrderInterface::class)->execute($orderId);
    }

    /**
     * Refunds an order whole.
     *
     * @param int $orderId
     * @return int the credit memo's id
     */
    public function refund(int $orderId): int
    {
        $id = (int)$this->objects->create(RefundOrderInterface::class)->execute($orderId);
        return (int)$this->objects->get(CreditmemoRepositoryInterface::class)->get($id)->getEntityId();
    }

    /**
     * An address in Leeds.
     *
     * @return array<string, string|string[]>
     */
    private function address(): array
    {
        return [
            'firstname' => 'Ada', 'lastname' => 'Lovelace', 'street' => ['12 Mill Lane'], 'city' => 'Leeds',
            'postcode' => 'LS1 4AP', 'country_id' => 'GB', 'telephone' => '0113 496 0000',
        ];
    }
}
