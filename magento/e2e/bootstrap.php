<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\E2e;

use Magento\Framework\App\Bootstrap;
use Magento\Framework\App\State;
use Magento\Framework\ObjectManagerInterface;

/*
 * Starts the real Magento that MAGENTO_ROOT names, in the admin's area. Without it the script says so and is skipped.
 */
$root = getenv('MAGENTO_ROOT');
if (!is_string($root) || $root === '' || !is_file($root . '/app/bootstrap.php')) {
    fwrite(STDOUT, "skipped: MAGENTO_ROOT does not name a Magento\n0 passed, 0 failed, 1 skipped\n");
    exit(0);
}
chdir($root);
require $root . '/app/bootstrap.php';
require __DIR__ . '/Check.php';
require __DIR__ . '/Shop.php';

/**
 * The services of that Magento.
 *
 * @param string $area
 * @return ObjectManagerInterface
 */
function services(string $area = 'adminhtml'): ObjectManagerInterface
{
    $bootstrap = Bootstrap::create(BP, $_SERVER);
    $objects = $bootstrap->getObjectManager();
    $objects->get(State::class)->setAreaCode($area);
    $objects->configure($objects->get(\Magento\Framework\ObjectManager\ConfigLoaderInterface::class)->load($area));
    $objects->get(\Magento\Framework\Registry::class)->register('isSecureArea', true);
    return $objects;
}
