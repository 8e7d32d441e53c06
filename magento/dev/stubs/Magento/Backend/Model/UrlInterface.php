<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\Model;

interface UrlInterface
{
    /**
     * @param string|null $routePath
     * @param array<string, mixed>|null $routeParams
     * @return string
     */
    public function getUrl($routePath = null, $routeParams = null);
}
