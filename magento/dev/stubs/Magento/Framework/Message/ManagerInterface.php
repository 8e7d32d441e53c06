<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Message;

interface ManagerInterface
{
    /**
     * @param string $message
     * @return $this
     */
    public function addSuccessMessage($message);

    /**
     * @param string $message
     * @return $this
     */
    public function addNoticeMessage($message);

    /**
     * @param string $message
     * @return $this
     */
    public function addErrorMessage($message);
}
