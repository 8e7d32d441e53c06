<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

use Byte8\Client\Api\Canonical\CreditMemoReadInterface;
use Byte8\Client\Api\Canonical\CustomerReadInterface;
use Byte8\Client\Api\Canonical\Data\ContactInterface;
use Byte8\Client\Api\Canonical\Data\CreditMemoInterface;
use Byte8\Client\Api\Canonical\Data\InvoiceInterface;
use Byte8\Client\Api\Canonical\Data\PaymentInterface;
use Byte8\Client\Api\Canonical\Data\ProductInterface;
use Byte8\Client\Api\Canonical\InvoiceReadInterface;
use Byte8\Client\Api\Canonical\PaymentReadInterface;
use Byte8\Client\Api\Canonical\ProductReadInterface;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Phrase;

/**
 * The five canonical reads. What is not there is 404, as is a document whose order is gone.
 */
class CanonicalReads implements
    InvoiceReadInterface,
    CreditMemoReadInterface,
    PaymentReadInterface,
    CustomerReadInterface,
    ProductReadInterface
{
    /**
     * @param DocumentReader $documents
     * @param CustomerReader $customers
     * @param ProductReader $products
     * @param InvoiceMapper $invoiceMapper
     * @param CreditMemoMapper $creditMemoMapper
     * @param PaymentMapper $paymentMapper
     * @param ContactMapper $contactMapper
     * @param ProductMapper $productMapper
     */
    public function __construct(
        private readonly DocumentReader $documents,
        private readonly CustomerReader $customers,
        private readonly ProductReader $products,
        private readonly InvoiceMapper $invoiceMapper,
        private readonly CreditMemoMapper $creditMemoMapper,
        private readonly PaymentMapper $paymentMapper,
        private readonly ContactMapper $contactMapper,
        private readonly ProductMapper $productMapper
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getInvoice(int $id): InvoiceInterface
    {
        return $this->invoiceMapper->map($this->found($this->documents->invoice($this->checked($id))));
    }

    /**
     * @inheritdoc
     */
    public function getCreditMemo(int $id): CreditMemoInterface
    {
        return $this->creditMemoMapper->map($this->found($this->documents->creditMemo($this->checked($id))));
    }

    /**
     * @inheritdoc
     */
    public function getPayment(int $id): PaymentInterface
    {
        $rows = $this->found($this->documents->invoice($this->checked($id)));
        if ($rows->payment === []) {
            throw $this->missing();
        }
        return $this->paymentMapper->map($rows);
    }

    /**
     * @inheritdoc
     */
    public function getCustomer(int $id): ContactInterface
    {
        $rows = $this->customers->read($id, true);
        if ($rows === null) {
            throw NoSuchEntityException::singleField('customerId', (string)$id);
        }
        return $this->contactMapper->customer($rows, $rows->lastOrderAddresses);
    }

    /**
     * @inheritdoc
     */
    public function getProduct(int $id): ProductInterface
    {
        return $this->productMapper->map($this->products->read($id));
    }

    /**
     * An id that can exist.
     *
     * @param int $id
     * @return int
     * @throws InputException
     */
    private function checked(int $id): int
    {
        if ($id === 0) {
            throw InputException::requiredField('id');
        }
        return $id;
    }

    /**
     * The rows, or 404.
     *
     * @param DocumentRows|null $rows
     * @return DocumentRows
     * @throws NoSuchEntityException
     */
    private function found(?DocumentRows $rows): DocumentRows
    {
        if ($rows === null) {
            throw $this->missing();
        }
        return $rows;
    }

    /**
     * The 404.
     *
     * @return NoSuchEntityException
     */
    private function missing(): NoSuchEntityException
    {
        return new NoSuchEntityException(
            new Phrase("The entity that was requested doesn't exist. Verify the entity and try again.")
        );
    }
}
