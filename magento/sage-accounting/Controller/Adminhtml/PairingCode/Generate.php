<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\PairingCode;

use Byte8\Client\Api\PairingCodeInterface;
use Byte8\SageAccounting\Model\FreshCode;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Psr\Log\LoggerInterface;

/**
 * Makes a pairing code. An existing connection is not touched.
 */
class Generate extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = Provider::ACL_CONFIG;

    /**
     * @param Context $context
     * @param PairingCodeInterface $code
     * @param FreshCode $fresh
     * @param LoggerInterface $logger
     */
    public function __construct(
        Context $context,
        private readonly PairingCodeInterface $code,
        private readonly FreshCode $fresh,
        private readonly LoggerInterface $logger
    ) {
        parent::__construct($context);
    }

    /**
     * @inheritdoc
     */
    public function execute()
    {
        try {
            $this->fresh->put($this->code->generate());
            $this->messageManager->addSuccessMessage(
                (string)__('The pairing code is below. It is shown once and lives half an hour.')
            );
        } catch (\Exception $e) {
            $this->logger->error('byte8: no pairing code: ' . $e->getMessage());
            $this->messageManager->addErrorMessage((string)__('No pairing code could be made. See the log.'));
        }
        return $this->resultRedirectFactory->create()
            ->setPath(Provider::ROUTE_CONFIG, ['section' => Provider::SECTION]);
    }
}
