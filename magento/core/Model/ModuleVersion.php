<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Core\Model;

use Byte8\Core\Api\ModuleVersionInterface;
use Magento\Framework\Component\ComponentRegistrar;
use Magento\Framework\Component\ComponentRegistrarInterface;
use Magento\Framework\Filesystem\Driver\File;

/**
 * Reads the version where Composer reads it.
 */
class ModuleVersion implements ModuleVersionInterface
{
    private const UNKNOWN = 'unknown';

    /**
     * @param ComponentRegistrarInterface $registrar
     * @param File $files
     */
    public function __construct(
        private readonly ComponentRegistrarInterface $registrar,
        private readonly File $files
    ) {
    }

    /**
     * @inheritdoc
     */
    public function get(string $moduleName): string
    {
        $folder = $this->registrar->getPath(ComponentRegistrar::MODULE, $moduleName);
        if (!is_string($folder) || $folder === '') {
            return self::UNKNOWN;
        }
        try {
            $manifest = JsonText::decode($this->files->fileGetContents($folder . '/composer.json'));
        } catch (\Magento\Framework\Exception\FileSystemException $e) {
            return self::UNKNOWN;
        }
        $version = $manifest['version'] ?? null;
        return is_string($version) && $version !== '' ? $version : self::UNKNOWN;
    }
}
