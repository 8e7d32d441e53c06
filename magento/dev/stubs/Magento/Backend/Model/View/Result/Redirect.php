<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\Model\View\Result;

class Redirect implements \Magento\Framework\Controller\ResultInterface
{
    public string $path = '';

    /** @var array<string, mixed> */
    public array $params = [];

    /**
     * @param string $path
     * @param array<string, mixed> $params
     * @return $this
     */
    public function setPath($path, array $params = [])
    {
        $this->path = $path;
        $this->params = $params;
        return $this;
    }
}
