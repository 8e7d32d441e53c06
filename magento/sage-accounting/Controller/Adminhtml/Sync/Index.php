<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Controller\Adminhtml\Sync;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\SageAccounting\Model\LedgerOrigin;
use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Csp\Api\CspAwareActionInterface;
use Magento\Csp\Model\Policy\FetchPolicy;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\View\Result\PageFactory;

/**
 * The ledger's history inside the admin. Its origin joins Magento's own policy for this page, in report-only and in
 * enforced mode alike; a header of our own would be a second policy that the first one overrules.
 */
class Index extends Action implements HttpGetActionInterface, CspAwareActionInterface
{
    public const ADMIN_RESOURCE = Provider::ACL_SYNC;

    /**
     * @param Context $context
     * @param ConnectionInterface $connection
     * @param LedgerOrigin $origin
     * @param PageFactory $pageFactory
     */
    public function __construct(
        Context $context,
        private readonly ConnectionInterface $connection,
        private readonly LedgerOrigin $origin,
        private readonly PageFactory $pageFactory
    ) {
        parent::__construct($context);
    }

    /**
     * @inheritdoc
     */
    public function execute()
    {
        if (!$this->connection->isConnected()) {
            $this->messageManager->addNoticeMessage((string)__('Connect this store first.'));
            return $this->resultRedirectFactory->create()
                ->setPath(Provider::ROUTE_CONFIG, ['section' => Provider::SECTION]);
        }
        $page = $this->pageFactory->create();
        $page->getConfig()->getTitle()->prepend((string)__('Sage Sync'));
        return $page;
    }

    /**
     * @inheritdoc
     */
    public function modifyCsp(array $appliedPolicies): array
    {
        $origin = $this->origin->get();
        if ($origin !== '') {
            $appliedPolicies[] = new FetchPolicy('frame-src', false, [$origin]);
        }
        return $appliedPolicies;
    }
}
