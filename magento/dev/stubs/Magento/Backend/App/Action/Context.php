<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\App\Action;

class Context
{
    public function __construct(
        private readonly \Magento\Framework\App\RequestInterface $request,
        private readonly \Magento\Framework\Message\ManagerInterface $messages,
        private readonly \Magento\Backend\Model\Session $session
    ) {
    }

    public function getRequest(): \Magento\Framework\App\RequestInterface
    {
        return $this->request;
    }

    public function getMessageManager(): \Magento\Framework\Message\ManagerInterface
    {
        return $this->messages;
    }

    public function getSession(): \Magento\Backend\Model\Session
    {
        return $this->session;
    }
}
