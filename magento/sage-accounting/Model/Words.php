<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model;

/**
 * Codes of the ledger in words, each with the setting or the step that helps. An unknown code is shown as it is.
 */
class Words
{
    /**
     * Why a document was skipped.
     *
     * @param string $code
     * @return string
     */
    public function skipReason(string $code): string
    {
        return match ($code) {
            'unpaid_invoice' => (string)__('Not paid yet: the ledger is set to post paid invoices only'),
            'zero_value_invoice' => (string)__('Total is zero: the ledger is set to leave these out'),
            'outside_sync_since' => (string)__('Older than the start date set in the ledger (Sync since)'),
            'website_not_in_filter' => (string)__('Its website is not chosen in the ledger (Website filter)'),
            'store_not_in_filter' => (string)__('Its store view is not chosen in the ledger (Store filter)'),
            'products_disabled' => (string)__('Products are not synced (setting Sync products)'),
            'PRODUCT_TYPE_NOT_SUPPORTED' => (string)__('This product type has no counterpart in Sage'),
            'payment_method_not_mapped' => (string)__(
                'Posted, but left unpaid: its payment method has no bank account (Payment-method map)'
            ),
            'cancelled_in_magento' => (string)__('Cancelled in Magento before it was posted'),
            'ignored' => (string)__('A person chose to ignore it'),
            default => $code,
        };
    }

    /**
     * Why a document failed.
     *
     * @param string $code
     * @return string
     */
    public function error(string $code): string
    {
        if (str_starts_with($code, 'delivery_')) {
            return $this->deliveryError(substr($code, strlen('delivery_')));
        }
        return match ($code) {
            'auth' => (string)__('Sage refused access: connect Sage again in the ledger'),
            'not_found' => (string)__('Something it needs no longer exists in Magento or Sage'),
            'validation' => (string)__('Sage did not accept a value: see the run in the ledger'),
            'rate_limited' => (string)__('Sage was busy for too long: retry in the ledger'),
            'provider' => (string)__('Sage had a fault: retry in the ledger'),
            'http' => (string)__('Magento or Sage could not be reached: retry in the ledger'),
            'database', 'serde', 'internal' => (string)__('A fault in the ledger: see the run there'),
            'needs_review' => (string)__('Waits for a person in the ledger: sums or settings need a decision'),
            default => $code,
        };
    }

    /**
     * Why an event never reached the ledger.
     *
     * @param string $cause http_422, binding_revoked, transient_exhausted or another
     * @return string
     */
    private function deliveryError(string $cause): string
    {
        return match (true) {
            $cause === 'binding_revoked' => (string)__('Not delivered: the store was disconnected in the ledger'),
            $cause === 'transient_exhausted' => (string)__('Not delivered: the ledger could not be reached for days'),
            str_starts_with($cause, 'http_') => (string)__(
                'Not delivered: the ledger refused it (HTTP %1)',
                substr($cause, strlen('http_'))
            ),
            default => (string)__('Not delivered: %1', $cause),
        };
    }
}
