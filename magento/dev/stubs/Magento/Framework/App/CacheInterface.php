<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\App;

interface CacheInterface
{
    /**
     * @param string $identifier
     * @return string
     */
    public function load($identifier);

    /**
     * @param string $data
     * @param string $identifier
     * @param string[] $tags
     * @param int $lifeTime
     * @return bool
     */
    public function save($data, $identifier, $tags = [], $lifeTime = null);

    /**
     * @param string[] $tags
     * @return bool
     */
    public function clean($tags = []);
}
