<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\Entity;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\ResyncInterface;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Exception\NoSuchEntityException;

/**
 * *Resync now*: puts the document into the outbox, chip to pending.
 */
class Resync extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = Provider::ACL_RESYNC;

    private const PAGES = [
        EventsInterface::KIND_INVOICE => ['sales/order_invoice/view', 'invoice_id'],
        EventsInterface::KIND_CREDITMEMO => ['sales/order_creditmemo/view', 'creditmemo_id'],
        EventsInterface::KIND_CUSTOMER => ['customer/index/edit', 'id'],
        EventsInterface::KIND_PRODUCT => ['catalog/product/edit', 'id'],
    ];

    /**
     * @param Context $context
     * @param ConnectionInterface $connection
     * @param ResyncInterface $resync
     */
    public function __construct(
        Context $context,
        private readonly ConnectionInterface $connection,
        private readonly ResyncInterface $resync
    ) {
        parent::__construct($context);
    }

    /**
     * @inheritdoc
     */
    public function execute()
    {
        $redirect = $this->resultRedirectFactory->create();
        $kind = $this->getRequest()->getParam('kind');
        $id = (int)$this->getRequest()->getParam('entity');
        if (!is_string($kind) || !isset(self::PAGES[$kind]) || $id <= 0) {
            $this->messageManager->addErrorMessage((string)__('There is nothing to send.'));
            return $redirect->setPath('adminhtml/dashboard');
        }
        $this->send($kind, $id);
        [$route, $parameter] = self::PAGES[$kind];
        return $redirect->setPath($route, [$parameter => $id]);
    }

    /**
     * Queues the events and says so.
     *
     * @param string $kind
     * @param int $id
     * @return void
     */
    private function send(string $kind, int $id): void
    {
        if (!$this->connection->isConnected()) {
            $this->messageManager->addErrorMessage((string)__('This store is not connected to the ledger.'));
            return;
        }
        try {
            $queued = $this->resync->queue($kind, $id);
        } catch (NoSuchEntityException $e) {
            $this->messageManager->addErrorMessage((string)__('It no longer exists.'));
            return;
        }
        if ($queued > 0) {
            $this->messageManager->addSuccessMessage((string)__('On its way to Sage; the status follows in a moment.'));
        } else {
            $this->messageManager->addNoticeMessage((string)__('A cancelled document is not sent.'));
        }
    }
}
