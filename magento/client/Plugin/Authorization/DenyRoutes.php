<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Plugin\Authorization;

use Magento\Framework\AuthorizationInterface;

/**
 * Over SOAP the connector's routes are for nobody.
 */
class DenyRoutes
{
    /**
     * Refuses the connector's resource; all else is Magento's.
     *
     * @param AuthorizationInterface $subject
     * @param callable $proceed
     * @param string $resource
     * @param string|null $privilege
     * @return bool
     */
    public function aroundIsAllowed(AuthorizationInterface $subject, callable $proceed, $resource, $privilege = null)
    {
        return $resource !== GuardRoutes::RESOURCE && $proceed($resource, $privilege);
    }
}
