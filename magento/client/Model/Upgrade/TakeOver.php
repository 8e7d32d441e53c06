<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Upgrade;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Model\ConfigStore;
use Magento\Framework\App\Config\ScopeConfigInterface;

/**
 * From the original modules to these, in place: one copy of the credentials, the address that the store is paired
 * under, rows that know their entity and tenant. The tables and ids stay. Doing it twice changes nothing.
 */
class TakeOver
{
    private const STORE_URL = 'web/secure/base_url';

    /** Fields of a settings page that nothing ever read. */
    private const DEAD_PATHS = [
        'byte8_client/connection/tenant_id',
        'byte8_client/connection/api_key',
        'byte8_client/connection/base_url',
    ];

    private const COPIES = [
        ConfigPathsInterface::TENANT_ID => ConfigPathsInterface::LEGACY_TENANT_ID,
        ConfigPathsInterface::API_KEY => ConfigPathsInterface::LEGACY_API_KEY,
    ];

    /**
     * @param ConfigStore $store
     * @param LegacyRows $rows
     * @param ScopeConfigInterface $config
     */
    public function __construct(
        private readonly ConfigStore $store,
        private readonly LegacyRows $rows,
        private readonly ScopeConfigInterface $config
    ) {
    }

    /**
     * What apply() will do, for people; empty when there is nothing to do. Secrets are not shown.
     *
     * @return string[]
     */
    public function plan(): array
    {
        $lines = [];
        foreach ($this->values() as $path => $value) {
            $lines[] = sprintf(
                'set %s%s',
                $path,
                $path === ConfigPathsInterface::API_KEY ? ' (the stored key)' : ' to ' . $value
            );
        }
        foreach ($this->leftovers() as $path) {
            $lines[] = 'remove ' . $path;
        }
        $unnamed = $this->rows->countUnnamed();
        if ($unnamed > 0) {
            $lines[] = sprintf('outbox: note entity and tenant in %d rows', $unnamed);
        }
        $stuck = count($this->rows->stuckChips());
        if ($stuck > 0) {
            $lines[] = sprintf('mirror: %d entities from pending to failed, because their event was given up', $stuck);
        }
        return $lines;
    }

    /**
     * Takes over.
     *
     * @return void
     */
    public function apply(): void
    {
        $this->store->atomically(function (): void {
            $this->store->write($this->values());
            $leftovers = $this->leftovers();
            if ($leftovers !== []) {
                $this->store->remove($leftovers);
            }
        });
        $this->store->refresh();
        $this->rows->name((string)$this->store->read(ConfigPathsInterface::TENANT_ID));
        $this->rows->failStuckChips();
    }

    /**
     * Values to be stored.
     *
     * @return array<string, string> by path
     */
    private function values(): array
    {
        $values = [];
        foreach (self::COPIES as $path => $legacyPath) {
            $legacy = (string)$this->store->read($legacyPath);
            if ((string)$this->store->read($path) === '' && $legacy !== '') {
                $values[$path] = $legacy;
            }
        }
        $tenant = $values[ConfigPathsInterface::TENANT_ID]
            ?? (string)$this->store->read(ConfigPathsInterface::TENANT_ID);
        $url = rtrim((string)$this->config->getValue(self::STORE_URL), '/');
        $paired = (string)$this->store->read(ConfigPathsInterface::PAIRED_BASE_URL);
        if ($tenant !== '' && $url !== '' && $paired === '') {
            $values[ConfigPathsInterface::PAIRED_BASE_URL] = $url;
        }
        return $values;
    }

    /**
     * Paths that hold something and are of no use any more.
     *
     * @return string[]
     */
    private function leftovers(): array
    {
        return array_values(array_filter(
            array_merge(array_values(self::COPIES), self::DEAD_PATHS),
            fn (string $path): bool => $this->store->read($path) !== null
        ));
    }
}
