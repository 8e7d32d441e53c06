<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\Block;

class Template
{
    /** @var \Magento\Framework\AuthorizationInterface */
    protected $_authorization;

    /**
     * @param Template\Context $context
     * @param array<string, mixed> $data
     */
    public function __construct(Template\Context $context, array $data = [])
    {
    }

    /**
     * @return \Magento\Framework\App\RequestInterface
     */
    public function getRequest()
    {
        throw new \LogicException('not in a shop');
    }

    /**
     * @param string $template
     * @return $this
     */
    public function setTemplate($template)
    {
        return $this;
    }

    /**
     * @return string
     */
    public function toHtml()
    {
        return $this->_toHtml();
    }

    /**
     * @return string
     */
    protected function _toHtml()
    {
        return '';
    }
}
