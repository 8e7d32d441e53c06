<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Canonical;

/**
 * Reads a customer's rows.
 */
class CustomerReader
{
    /**
     * @param RowReader $rows
     */
    public function __construct(private readonly RowReader $rows)
    {
    }

    /**
     * The customer; null when there is none. The latest order is read only where the profile lacks an address.
     *
     * @param int $id
     * @param bool $withLastOrder
     * @return CustomerRows|null
     */
    public function read(int $id, bool $withLastOrder): ?CustomerRows
    {
        if ($id <= 0) {
            return null;
        }
        $customer = $this->rows->row('customer_entity', ['entity_id' => $id]);
        if ($customer === []) {
            return null;
        }
        $addresses = RowReader::byId(
            $this->rows->rows('customer_address_entity', ['parent_id' => $id], 'entity_id'),
            'entity_id'
        );
        $complete = isset($addresses[(int)($customer['default_billing'] ?? 0)])
            && isset($addresses[(int)($customer['default_shipping'] ?? 0)]);
        $last = $withLastOrder && !$complete ? $this->lastOrderAddresses($id) : [];
        return new CustomerRows($customer, $addresses, $last);
    }

    /**
     * Addresses of an order, by type.
     *
     * @param int $orderId
     * @return array<string, array<string, mixed>>
     */
    public function orderAddresses(int $orderId): array
    {
        $addresses = [];
        foreach ($this->rows->rows('sales_order_address', ['parent_id' => $orderId]) as $row) {
            $addresses[(string)$row['address_type']] = $row;
        }
        return array_intersect_key(
            $addresses,
            [AddressMapper::BILLING => true, AddressMapper::SHIPPING => true]
        );
    }

    /**
     * Addresses of the customer's latest order.
     *
     * @param int $customerId
     * @return array<string, array<string, mixed>>
     */
    private function lastOrderAddresses(int $customerId): array
    {
        $orders = $this->rows->rows('sales_order', ['customer_id' => $customerId], 'entity_id DESC', 1);
        return isset($orders[0]['entity_id']) ? $this->orderAddresses((int)$orders[0]['entity_id']) : [];
    }
}
