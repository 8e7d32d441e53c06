<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Component;

class ComponentRegistrar implements ComponentRegistrarInterface
{
    public const MODULE = 'module';

    /** @var array<string, array<string, string>> */
    private static array $paths = [];

    public static function register(string $type, string $name, string $path): void
    {
        self::$paths[$type][$name] = $path;
    }

    /**
     * @return array<string, string>
     */
    public function getPaths($type)
    {
        return self::$paths[$type] ?? [];
    }

    /**
     * @return string|null
     */
    public function getPath($type, $componentName)
    {
        return self::$paths[$type][$componentName] ?? null;
    }
}
