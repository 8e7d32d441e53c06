<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml;

use Byte8\Client\Api\HealthInterface;
use Byte8\SageAccounting\Model\Status\Answer;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\Controller\Result\JsonFactory;

/**
 * Answers the browser's question for the status. The session is let go first: this may take two seconds, and
 * Magento runs one request of a session at a time.
 */
abstract class AbstractStatus extends Action implements HttpGetActionInterface
{
    /**
     * @param Context $context
     * @param HealthInterface $health
     * @param Answer $answer
     * @param JsonFactory $jsonFactory
     */
    public function __construct(
        Context $context,
        private readonly HealthInterface $health,
        private readonly Answer $answer,
        private readonly JsonFactory $jsonFactory
    ) {
        parent::__construct($context);
    }

    /**
     * @inheritdoc
     */
    public function execute()
    {
        $this->_session->writeClose();
        return $this->jsonFactory->create()->setData($this->answer->fields($this->health->read()));
    }
}
