<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\ConnectionInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Encryption\EncryptorInterface;

/**
 * Reads the pairing from the configuration, default scope.
 */
class Connection implements ConnectionInterface
{
    private const DEFAULT_BASE_URL = 'https://ledger.byte8.io';
    private const STORE_URL = 'web/secure/base_url';

    /**
     * @param ScopeConfigInterface $config
     * @param EncryptorInterface $encryptor
     */
    public function __construct(
        private readonly ScopeConfigInterface $config,
        private readonly EncryptorInterface $encryptor
    ) {
    }

    /**
     * @inheritdoc
     */
    public function getState(): string
    {
        if ($this->getTenantId() === '' || $this->text(ConfigPathsInterface::API_KEY) === '') {
            return self::DISCONNECTED;
        }
        if ($this->decryptedKey() === '') {
            return self::KEY_UNREADABLE;
        }
        return $this->isClone() ? self::CLONED : self::CONNECTED;
    }

    /**
     * @inheritdoc
     */
    public function isConnected(): bool
    {
        return $this->getState() === self::CONNECTED;
    }

    /**
     * @inheritdoc
     */
    public function getTenantId(): string
    {
        return $this->text(ConfigPathsInterface::TENANT_ID);
    }

    /**
     * @inheritdoc
     */
    public function getApiKey(): string
    {
        return $this->isConnected() ? $this->decryptedKey() : '';
    }

    /**
     * @inheritdoc
     */
    public function getBaseUrl(): string
    {
        $url = rtrim($this->text(ConfigPathsInterface::BASE_URL), '/');
        return $url === '' ? self::DEFAULT_BASE_URL : $url;
    }

    /**
     * @inheritdoc
     */
    public function getStoreUrl(): string
    {
        return rtrim($this->text(self::STORE_URL), '/');
    }

    /**
     * @inheritdoc
     */
    public function getPairedStoreUrl(): string
    {
        return rtrim($this->text(ConfigPathsInterface::PAIRED_BASE_URL), '/');
    }

    /**
     * Whether the store lives under another address than the one it was paired under. An unknown address, before the
     * first pairing with this module, is no proof of a clone.
     *
     * @return bool
     */
    private function isClone(): bool
    {
        $paired = $this->address($this->getPairedStoreUrl());
        $current = $this->address($this->getStoreUrl());
        return $paired !== '' && $current !== '' && $paired !== $current;
    }

    /**
     * Host and path of a URL, lower-case host, without scheme; empty when it has no host ("{{base_url}}").
     *
     * @param string $url
     * @return string
     */
    private function address(string $url): string
    {
        if (preg_match('#^https?://([^/{}]+)(/.*)?$#i', $url, $m) !== 1) {
            return '';
        }
        return strtolower($m[1]) . rtrim($m[2] ?? '', '/');
    }

    /**
     * The key in clear; empty when it cannot be decrypted.
     *
     * @return string
     */
    private function decryptedKey(): string
    {
        try {
            return trim((string)$this->encryptor->decrypt($this->text(ConfigPathsInterface::API_KEY)));
        } catch (\Throwable $e) {
            return '';
        }
    }

    /**
     * A trimmed value of the default scope.
     *
     * @param string $path
     * @return string
     */
    private function text(string $path): string
    {
        $value = $this->config->getValue($path);
        return is_scalar($value) ? trim((string)$value) : '';
    }
}
