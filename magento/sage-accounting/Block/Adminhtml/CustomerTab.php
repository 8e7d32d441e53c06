<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml;

use Byte8\SageAccounting\Model\Provider;
use Byte8\SageAccounting\ViewModel\Customer;
use Magento\Backend\Block\Template;
use Magento\Backend\Block\Template\Context;
use Magento\Ui\Component\Layout\Tabs\TabInterface;

/**
 * The tab "Sage" of a customer.
 */
class CustomerTab extends Template implements TabInterface
{
    /**
     * @param Context $context
     * @param Customer $customer
     * @param array<string, mixed> $data
     */
    public function __construct(
        Context $context,
        private readonly Customer $customer,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    /**
     * What the template asks.
     *
     * @return Customer
     */
    public function getCustomer(): Customer
    {
        return $this->customer;
    }

    /**
     * The customer on the page; 0 while a new one is made.
     *
     * @return int
     */
    public function getCustomerId(): int
    {
        return (int)$this->getRequest()->getParam('id');
    }

    /**
     * @inheritdoc
     *
     * @return \Magento\Framework\Phrase
     */
    public function getTabLabel()
    {
        return __('Sage');
    }

    /**
     * @inheritdoc
     *
     * @return \Magento\Framework\Phrase
     */
    public function getTabTitle()
    {
        return __('Sage');
    }

    /**
     * @inheritdoc
     *
     * @return string
     */
    public function getTabClass()
    {
        return '';
    }

    /**
     * @inheritdoc
     *
     * @return string
     */
    public function getTabUrl()
    {
        return '';
    }

    /**
     * @inheritdoc
     *
     * @return bool
     */
    public function isAjaxLoaded()
    {
        return false;
    }

    /**
     * @inheritdoc
     *
     * @return bool
     */
    public function canShowTab()
    {
        return $this->getCustomerId() > 0 && $this->_authorization->isAllowed(Provider::ACL_STATUS);
    }

    /**
     * @inheritdoc
     *
     * @return bool
     */
    public function isHidden()
    {
        return !$this->canShowTab();
    }

    /**
     * Nothing for those who may not see it: the form renders hidden tabs as well.
     *
     * @return string
     */
    // phpcs:ignore PSR2.Methods.MethodDeclaration.Underscore -- Magento's name
    protected function _toHtml()
    {
        return $this->canShowTab() ? parent::_toHtml() : '';
    }
}
