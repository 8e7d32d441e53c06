<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Data\Form\Element;

class AbstractElement
{
    /**
     * @param string $key
     * @return $this
     */
    public function unsetData($key)
    {
        return $this;
    }
}
