<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

/**
 * Words for "the ledger does not take this store's events", with the way back.
 */
class RefusalWords
{
    /**
     * By the code of a refused call, or of the store's state over there.
     *
     * @param string $code binding_revoked, subscription_ended, bad_token, unknown_tenant, token_revoked or another
     * @param string $reason for people; used when the code says nothing
     * @return View
     */
    public function view(string $code, string $reason): View
    {
        [$label, $detail] = match ($code) {
            'subscription_ended' => [
                __('The subscription has ended: nothing is sent'),
                __('Renew it in the ledger. What waits here is kept and sent afterwards.'),
            ],
            'binding_revoked' => [
                __('Disconnected in the ledger'),
                __('Generate a new pairing code to connect again.'),
            ],
            'unknown_tenant' => [
                __('The ledger does not know this store'),
                __('Generate a new pairing code to connect again.'),
            ],
            'token_revoked' => [
                __('This store refuses the ledger\'s calls: pair again'),
                __(
                    'Causes: the key changed on one side; the proxy does not send X-Forwarded-Proto: https; or the'
                    . ' clock of this server is wrong. Mend the latter two first, else generate a new pairing code.'
                ),
            ],
            'bad_token' => [
                __('The ledger refuses this store\'s key'),
                __('Check the clock of this server; if it is right, generate a new pairing code.'),
            ],
            default => [
                __('The ledger refuses this store: nothing is sent'),
                $reason !== '' ? $reason : $code,
            ],
        };
        return new View($code === '' ? 'refused' : $code, View::RED, (string)$label, (string)$detail);
    }

    /**
     * By the status of a binding that is not active.
     *
     * @param string $status revoked, paused, sage_access_removed or another
     * @param string $reason why, as the ledger says; may be empty
     * @return View
     */
    public function binding(string $status, string $reason): View
    {
        if ($status === 'revoked') {
            return match ($reason) {
                'subscription_ended' => $this->view('subscription_ended', ''),
                'store_rejected_key' => $this->view('token_revoked', ''),
                default => $this->view('binding_revoked', ''),
            };
        }
        if ($status === 'paused') {
            return new View(
                'paused',
                View::AMBER,
                (string)__('Posting to Sage is paused in the ledger'),
                (string)__('Events are accepted and wait in order.'),
                View::TO_SYNC
            );
        }
        if ($status === 'sage_access_removed') {
            return new View(
                'sage_access_removed',
                View::RED,
                (string)__('Sage no longer lets the ledger in'),
                (string)__('Connect Sage again in the ledger. Events are accepted and wait in order.'),
                View::TO_SYNC
            );
        }
        return new View(
            'binding_' . $status,
            View::RED,
            (string)__('Binding: %1', $status),
            $reason,
            View::TO_SYNC
        );
    }
}
