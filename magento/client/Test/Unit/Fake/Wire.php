<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

/**
 * Writes data objects as Magento's REST does: getters of the interface in order, nulls left out.
 */
class Wire
{
    /**
     * @param class-string $interface
     * @return array<string, mixed>
     */
    public static function fields(object $data, string $interface): array
    {
        $fields = [];
        foreach ((new \ReflectionClass($interface))->getMethods() as $method) {
            $value = $data->{$method->getName()}();
            if ($value === null) {
                continue;
            }
            $name = strtolower((string)preg_replace('/(?<!^)([A-Z])/', '_$1', substr($method->getName(), 3)));
            $type = self::documentedType((string)$method->getDocComment());
            if (is_array($value)) {
                $value = array_map(
                    static fn ($item) => is_object($item) ? self::fields($item, rtrim($type, '[]')) : $item,
                    array_values($value)
                );
            } elseif (is_object($value)) {
                $value = self::fields($value, $type);
            }
            $fields[$name] = $value;
        }
        return $fields;
    }

    /**
     * The type after the tag "return", which is what Magento goes by.
     */
    private static function documentedType(string $comment): string
    {
        preg_match('/@return\s+(\S+)/', $comment, $m);
        return ltrim(explode('|', $m[1] ?? '')[0], '\\');
    }
}
