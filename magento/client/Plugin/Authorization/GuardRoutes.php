<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Plugin\Authorization;

use Byte8\Client\Model\Authorization\LedgerContext;
use Magento\Framework\AuthorizationInterface;

/**
 * The connector's routes are for the ledger and for nobody else, and the ledger gets nothing but them. A role or an
 * integration that was given the resource does not get in.
 */
class GuardRoutes
{
    public const RESOURCE = 'Byte8_Client::byte8_webapi';

    /**
     * @param LedgerContext $context
     */
    public function __construct(private readonly LedgerContext $context)
    {
    }

    /**
     * Decides for the ledger and for its resource; all else is Magento's.
     *
     * @param AuthorizationInterface $subject
     * @param callable $proceed
     * @param string $resource
     * @param string|null $privilege
     * @return bool
     */
    public function aroundIsAllowed(AuthorizationInterface $subject, callable $proceed, $resource, $privilege = null)
    {
        if ($resource === self::RESOURCE) {
            return $this->context->isLedger();
        }
        if ($resource !== 'anonymous' && $this->context->isLedger()) {
            return false;
        }
        return $proceed($resource, $privilege);
    }
}
