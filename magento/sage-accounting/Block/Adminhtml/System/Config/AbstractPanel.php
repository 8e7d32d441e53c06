<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Block\Adminhtml\System\Config;

use Byte8\SageAccounting\ViewModel\LiveStatus;
use Byte8\SageAccounting\ViewModel\Pairing;
use Magento\Backend\Block\Template\Context;
use Magento\Config\Block\System\Config\Form\Field;
use Magento\Framework\Data\Form\Element\AbstractElement;

/**
 * A line of the settings page that shows something and has no value of its own: nothing of it can be posted, so a
 * forged form changes nothing.
 */
abstract class AbstractPanel extends Field
{
    protected const TEMPLATE = '';

    /**
     * @param Context $context
     * @param Pairing $pairing
     * @param LiveStatus $liveStatus
     * @param array<string, mixed> $data
     */
    public function __construct(
        Context $context,
        private readonly Pairing $pairing,
        private readonly LiveStatus $liveStatus,
        array $data = []
    ) {
        parent::__construct($context, $data);
        $this->setTemplate('Byte8_SageAccounting::system/config/' . static::TEMPLATE . '.phtml');
    }

    /**
     * What the templates ask.
     *
     * @return Pairing
     */
    public function getPairing(): Pairing
    {
        return $this->pairing;
    }

    /**
     * What the status template asks.
     *
     * @return LiveStatus
     */
    public function getLiveStatus(): LiveStatus
    {
        return $this->liveStatus;
    }

    /**
     * Without scope label and "use default" box.
     *
     * @param AbstractElement $element
     * @return string
     */
    public function render(AbstractElement $element)
    {
        $element->unsetData('scope');
        $element->unsetData('can_use_website_value');
        $element->unsetData('can_use_default_value');
        return parent::render($element);
    }

    /**
     * @inheritdoc
     */
    // phpcs:ignore PSR2.Methods.MethodDeclaration.Underscore -- Magento's name
    protected function _getElementHtml(AbstractElement $element)
    {
        return $this->toHtml();
    }
}
