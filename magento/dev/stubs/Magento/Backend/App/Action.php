<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Backend\App;

abstract class Action implements \Magento\Framework\App\ActionInterface
{
    /** @var \Magento\Framework\Message\ManagerInterface */
    protected $messageManager;

    /** @var \Magento\Backend\Model\View\Result\RedirectFactory */
    protected $resultRedirectFactory;

    /** @var \Magento\Backend\Model\Session */
    protected $_session;

    /** @var \Magento\Framework\App\RequestInterface */
    private $request;

    public function __construct(Action\Context $context)
    {
        $this->request = $context->getRequest();
        $this->messageManager = $context->getMessageManager();
        $this->_session = $context->getSession();
        $this->resultRedirectFactory = new \Magento\Backend\Model\View\Result\RedirectFactory();
    }

    /**
     * @return \Magento\Framework\App\RequestInterface
     */
    public function getRequest()
    {
        return $this->request;
    }
}
