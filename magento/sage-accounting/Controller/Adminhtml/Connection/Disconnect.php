<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\Connection;

use Byte8\Client\Api\DisconnectInterface;
use Byte8\SageAccounting\Model\FreshCode;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;

/**
 * Disconnect: the ledger is told, and whatever it says, the credentials are forgotten here.
 */
class Disconnect extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = Provider::ACL_CONFIG;

    /**
     * @param Context $context
     * @param DisconnectInterface $disconnect
     * @param FreshCode $fresh
     */
    public function __construct(
        Context $context,
        private readonly DisconnectInterface $disconnect,
        private readonly FreshCode $fresh
    ) {
        parent::__construct($context);
    }

    /**
     * @inheritdoc
     */
    public function execute()
    {
        $result = $this->disconnect->execute();
        $this->fresh->take();
        if (!$result->wasConnected()) {
            $this->messageManager->addNoticeMessage((string)__('This store was not connected.'));
        } elseif ($result->isAcknowledged()) {
            $this->messageManager->addSuccessMessage((string)__('Disconnected. The ledger has confirmed it.'));
        } else {
            $this->messageManager->addSuccessMessage(
                (string)__(
                    'Disconnected here. The ledger could not be told now; it notices within minutes, and none of its'
                    . ' calls is accepted any more.'
                )
            );
        }
        return $this->resultRedirectFactory->create()
            ->setPath(Provider::ROUTE_CONFIG, ['section' => Provider::SECTION]);
    }
}
