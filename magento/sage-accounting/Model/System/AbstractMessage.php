<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\System;

use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\Model\UrlInterface;
use Magento\Framework\AuthorizationInterface;
use Magento\Framework\Escaper;
use Magento\Framework\Notification\MessageInterface;

/**
 * A line above every admin page until its cause is gone, for those who may see the status.
 */
abstract class AbstractMessage implements MessageInterface
{
    /**
     * @param AuthorizationInterface $authorization
     * @param UrlInterface $url
     * @param Escaper $escaper
     */
    public function __construct(
        private readonly AuthorizationInterface $authorization,
        private readonly UrlInterface $url,
        private readonly Escaper $escaper
    ) {
    }

    /**
     * Plain text; empty when there is nothing to say.
     *
     * @return string
     */
    abstract protected function getPlainText(): string;

    /**
     * @inheritdoc
     */
    public function getIdentity()
    {
        return sha1(static::class);
    }

    /**
     * @inheritdoc
     */
    public function isDisplayed()
    {
        return $this->authorization->isAllowed(Provider::ACL_CONFIG) && $this->getPlainText() !== '';
    }

    /**
     * @inheritdoc
     */
    public function getText()
    {
        return sprintf(
            '%s <a href="%s">%s</a>',
            $this->escapedText($this->getPlainText()),
            $this->escaper->escapeUrl(
                $this->url->getUrl(Provider::ROUTE_CONFIG, ['section' => Provider::SECTION])
            ),
            $this->escapedText((string)__('Show'))
        );
    }

    /**
     * @inheritdoc
     */
    public function getSeverity()
    {
        return self::SEVERITY_MAJOR;
    }

    /**
     * Text as markup.
     *
     * @param string $text
     * @return string
     */
    private function escapedText(string $text): string
    {
        $escaped = $this->escaper->escapeHtml($text);
        return is_string($escaped) ? $escaped : '';
    }
}
