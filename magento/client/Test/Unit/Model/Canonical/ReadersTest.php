<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Canonical;

use Byte8\Client\Model\Canonical\AddressMapper;
use Byte8\Client\Model\Canonical\CanonicalReads;
use Byte8\Client\Model\Canonical\ContactMapper;
use Byte8\Client\Model\Canonical\CreditMemoMapper;
use Byte8\Client\Model\Canonical\CustomerReader;
use Byte8\Client\Model\Canonical\DocumentMoneyMapper;
use Byte8\Client\Model\Canonical\DocumentReader;
use Byte8\Client\Model\Canonical\InvoiceMapper;
use Byte8\Client\Model\Canonical\LineMapper;
use Byte8\Client\Model\Canonical\PaymentMapper;
use Byte8\Client\Model\Canonical\ProductMapper;
use Byte8\Client\Model\Canonical\ProductReader;
use Byte8\Client\Model\Canonical\RowReader;
use Byte8\Client\Test\Unit\Fake\FakeConfig;
use Byte8\Client\Test\Unit\Fake\FakeStores;
use Byte8\Client\Test\Unit\Fake\TableRows;
use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\Framework\Api\AttributeInterface;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use PHPUnit\Framework\TestCase;

/**
 * What the readers put together. E-11, E-37, E-57, recorded errors.
 */
class ReadersTest extends TestCase
{
    private const TABLES = [
        'sales_invoice' => [['entity_id' => '42', 'order_id' => '61', 'store_id' => '3', 'increment_id' => '000000042',
            'state' => '2', 'grand_total' => '69.0000', 'order_currency_code' => 'EUR', 'transaction_id' => 'cap_1',
            'created_at' => '2026-05-17 10:11:12']],
        'sales_creditmemo' => [['entity_id' => '9', 'order_id' => '61', 'store_id' => '3', 'invoice_id' => '42']],
        'sales_creditmemo_comment' => [
            ['entity_id' => '1', 'parent_id' => '9', 'comment' => 'internal', 'is_visible_on_front' => '0'],
            ['entity_id' => '2', 'parent_id' => '9', 'comment' => 'Wrong size', 'is_visible_on_front' => '1'],
        ],
        'sales_order' => [['entity_id' => '61', 'increment_id' => '000000061', 'customer_id' => '57']],
        'sales_order_item' => [['item_id' => '7', 'order_id' => '61', 'product_type' => 'virtual']],
        'sales_invoice_item' => [['entity_id' => '1', 'parent_id' => '42', 'order_item_id' => '7', 'sku' => 'A']],
        'sales_order_address' => [
            ['entity_id' => '1', 'parent_id' => '61', 'address_type' => 'billing', 'city' => 'Leeds'],
            ['entity_id' => '2', 'parent_id' => '61', 'address_type' => 'shipping', 'city' => 'Galway'],
        ],
        'sales_order_payment' => [['entity_id' => '1', 'parent_id' => '61', 'method' => 'stripe_payments']],
        'sales_payment_transaction' => [['transaction_id' => '1', 'order_id' => '61', 'txn_id' => 'cap_1',
            'txn_type' => 'capture', 'created_at' => '2026-05-18 08:00:00']],
        'store' => [['store_id' => '3', 'website_id' => '2']],
        'customer_entity' => [['entity_id' => '57', 'email' => 'ada@example.com', 'website_id' => '2']],
    ];

    private TableRows $rows;

    protected function setUp(): void
    {
        $this->rows = new TableRows(self::TABLES);
    }

    public function testAnInvoiceIsPutTogether(): void
    {
        $invoice = $this->reads()->getInvoice(42);
        self::assertSame(['000000061', 2, 'EUR', 'paid', 'stripe_payments'], [
            $invoice->getOrderIncrementId(),
            $invoice->getWebsiteId(),
            $invoice->getCurrency(),
            $invoice->getState(),
            $invoice->getPaymentMethod(),
        ]);
        self::assertSame('virtual', $invoice->getLines()[0]->getProductType());
        self::assertSame(57, $invoice->getCustomer()->getMagentoId());
        self::assertSame('Leeds', $invoice->getCustomer()->getAddresses()[0]->getCity(), 'E-11');
        self::assertSame('2026-05-18T08:00:00Z', $invoice->getCapturedAt(), 'E-37');
    }

    public function testE37WithoutATransactionTheMomentOfOurEventCounts(): void
    {
        unset($this->rows->tables['sales_payment_transaction']);
        $this->rows->tables['byte8_event_outbox'] = [
            ['idempotency_key' => 'invoice.paid:42', 'created_at' => '2026-05-19 08:00:00'],
        ];
        self::assertSame('2026-05-19T08:00:00Z', $this->reads()->getPayment(42)->getCapturedAt());
    }

    public function testACreditMemoKnowsItsInvoiceAndItsPublicComment(): void
    {
        $memo = $this->reads()->getCreditMemo(9);
        self::assertSame([42, '000000042', '2026-05-17T10:11:12Z', 'Wrong size'], [
            $memo->getInvoiceId(),
            $memo->getInvoiceIncrementId(),
            $memo->getInvoiceCreatedAt(),
            $memo->getReason(),
        ]);
    }

    public function testE11ACustomerWithoutAddressesHasThoseOfTheLatestOrder(): void
    {
        $contact = $this->reads()->getCustomer(57);
        self::assertSame(['billing', 'shipping'], array_map(
            static fn ($address): string => $address->getKind(),
            $contact->getAddresses()
        ));
    }

    /**
     * @dataProvider missing
     */
    public function testWhatIsNotThereIs404(string $method, int $id, string $without): void
    {
        unset($this->rows->tables[$without]);
        $this->expectException(NoSuchEntityException::class);
        $this->reads()->{$method}($id);
    }

    /**
     * @return array<string, array{string, int, string}>
     */
    public static function missing(): array
    {
        return [
            'invoice' => ['getInvoice', 99, ''],
            'E-57 invoice without order' => ['getInvoice', 42, 'sales_order'],
            'memo' => ['getCreditMemo', 99, ''],
            'payment row' => ['getPayment', 42, 'sales_order_payment'],
            'customer' => ['getCustomer', 99, ''],
            'customer 0' => ['getCustomer', 0, ''],
            'product' => ['getProduct', 99, ''],
        ];
    }

    public function testIdZeroOfADocumentIsAWrongQuestion(): void
    {
        $this->expectException(InputException::class);
        $this->reads()->getInvoice(0);
    }

    public function testAProductWithSourcesReservationsAndBarcode(): void
    {
        $this->rows->tables += [
            'catalog_product_website' => [['product_id' => '301', 'website_id' => '1']],
            'cataloginventory_stock_item' => [['product_id' => '301', 'stock_id' => '1', 'qty' => '88.0000']],
            'inventory_source' => [
                ['source_code' => 'default', 'enabled' => '1'],
                ['source_code' => 'closed', 'enabled' => '0'],
            ],
            'inventory_source_item' => [
                ['sku' => 'TEE', 'source_code' => 'default', 'status' => '1', 'quantity' => '80.0000'],
                ['sku' => 'TEE', 'source_code' => 'closed', 'status' => '1', 'quantity' => '8.0000'],
            ],
            'inventory_reservation' => [['sku' => 'TEE', 'quantity' => '-2.5000']],
        ];
        $product = $this->reads()->getProduct(301);
        self::assertSame([77.5, 88.0, 'EAN-1', [1], 'GBP'], [
            $product->getSalableQty(),
            $product->getStockQty(),
            $product->getBarcode(),
            $product->getWebsiteIds(),
            $product->getCurrency(),
        ]);
        unset($this->rows->tables['inventory_source_item']);
        self::assertNull($this->reads()->getProduct(301)->getSalableQty(), 'a shop without multi-source inventory');
    }

    private function reads(): CanonicalReads
    {
        $config = new FakeConfig();
        $customers = new CustomerReader($this->rows);
        $addresses = new AddressMapper();
        $contacts = new ContactMapper($addresses);
        $lines = new LineMapper();
        $money = new DocumentMoneyMapper();
        $timezone = $this->createStub(TimezoneInterface::class);
        $timezone->method('date')->willReturn(new \DateTime('2026-05-17'));
        return new CanonicalReads(
            new DocumentReader($this->rows, $customers, $config),
            $customers,
            new ProductReader($this->products(), new FakeStores(), $config, $timezone, $this->rows),
            new InvoiceMapper($contacts, $lines, $addresses, $money),
            new CreditMemoMapper($contacts, $lines, $addresses, $money),
            new PaymentMapper(),
            $contacts,
            new ProductMapper()
        );
    }

    private function products(): ProductRepositoryInterface
    {
        $barcode = $this->createStub(AttributeInterface::class);
        $barcode->method('getValue')->willReturn('EAN-1');
        $product = $this->createStub(ProductInterface::class);
        $product->method('getSku')->willReturn('TEE');
        $product->method('getCustomAttribute')->willReturnCallback(
            static fn (string $code): ?AttributeInterface => $code === 'ean' ? $barcode : null
        );
        $products = $this->createStub(ProductRepositoryInterface::class);
        $products->method('getById')->willReturnCallback(
            static fn (int $id): ProductInterface => $id === 301 ? $product
                : throw NoSuchEntityException::singleField('id', $id)
        );
        return $products;
    }
}
