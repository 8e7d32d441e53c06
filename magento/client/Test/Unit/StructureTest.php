<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit;

use PHPUnit\Framework\TestCase;

/**
 * What stands in files. S24 (no row is ever dropped), E-04, E-20, E-22, E-27, E-55, E-59.
 */
class StructureTest extends TestCase
{
    private const MODULE = __DIR__ . '/../../../client';

    public function testS24NoWhitelistSoThatNoTableIsEverDropped(): void
    {
        foreach (glob(self::MODULE . '/../*/etc/db_schema_whitelist.json') ?: [] as $path) {
            self::assertStringNotContainsString('byte8_', (string)file_get_contents($path), $path);
        }
        self::assertFileDoesNotExist(self::MODULE . '/etc/db_schema_whitelist.json');
        self::assertSame([], glob(self::MODULE . '/Setup/Uninstall*'));
    }

    public function testTheTablesOfTheOriginalAreKeptWithTheirColumns(): void
    {
        $tables = [];
        foreach ($this->xml('etc/db_schema.xml')->table as $table) {
            foreach ($table->column as $column) {
                $tables[(string)$table['name']][] = (string)$column['name'];
            }
        }
        self::assertSame(
            ['entity_id', 'idempotency_key', 'event_name', 'payload', 'status', 'attempts', 'last_status_code',
                'last_attempt_at', 'next_attempt_at', 'last_error', 'created_at'],
            array_slice($tables['byte8_event_outbox'], 0, 11)
        );
        self::assertSame(
            ['entity_id', 'entity_type', 'magento_id', 'provider', 'sync_status', 'provider_entity_id',
                'provider_reference', 'skip_reason', 'error_code', 'last_sync_at'],
            array_slice($tables['byte8_entity_sync_state'], 0, 10)
        );
    }

    public function testTheRoutesOfTheContractAreGuarded(): void
    {
        $routes = [];
        foreach ($this->xml('etc/webapi.xml')->route as $route) {
            $routes[$route['method'] . ' ' . $route['url']] = (string)$route->resources->resource['ref'];
            $service = (string)$route->service['class'];
            self::assertTrue(interface_exists($service), $service);
            self::assertTrue(method_exists($service, (string)$route->service['method']));
        }
        self::assertSame('anonymous', $routes['POST /V1/byte8/setup/pair']);
        unset($routes['POST /V1/byte8/setup/pair']);
        self::assertSame([
            'GET /V1/byte8/ping', 'GET /V1/byte8/payment-methods', 'GET /V1/byte8/invoice/:id',
            'GET /V1/byte8/creditmemo/:id', 'GET /V1/byte8/payment/:id', 'GET /V1/byte8/customer/:id',
            'GET /V1/byte8/product/:id', 'POST /V1/byte8/sync-state', 'GET /V1/byte8/status',
            'POST /V1/byte8/outbox/requeue', 'GET /V1/byte8/entities',
        ], array_keys($routes));
        self::assertSame(['Byte8_Client::byte8_webapi'], array_values(array_unique($routes)));
    }

    public function testE20TheJobsHaveAGroupOfTheirOwn(): void
    {
        $group = $this->xml('etc/crontab.xml')->group;
        self::assertSame('byte8', (string)$group['id']);
        $jobs = [];
        foreach ($group->job as $job) {
            $jobs[(string)$job['name']] = (string)$job->schedule;
            self::assertTrue(method_exists((string)$job['instance'], (string)$job['method']));
        }
        self::assertSame(['* * * * *', '17 3 * * *'], [$jobs['byte8_outbox_drain'], $jobs['byte8_outbox_gc']]);
        $groups = $this->xml('etc/cron_groups.xml')->group;
        self::assertSame(['byte8', '1'], [(string)$groups['id'], (string)$groups->use_separate_process]);
    }

    public function testE27CredentialsAreSensitiveAndOfTheirEnvironment(): void
    {
        $text = (string)file_get_contents(self::MODULE . '/etc/di.xml');
        self::assertSame(2, substr_count($text, '<item name="byte8/client/api_key" xsi:type="string">1</item>'));
        self::assertSame(2, substr_count($text, '<item name="byte8/client/tenant_id" xsi:type="string">1</item>'));
    }

    public function testE22EveryFieldOfTheSettingsIsBoundToAPathThatIsRead(): void
    {
        foreach ($this->xml('etc/adminhtml/system.xml')->system->section->group->field as $field) {
            self::assertStringStartsWith('byte8/client/', (string)$field->config_path);
            self::assertNotContains((string)$field->config_path, ['byte8/client/api_key', 'byte8/client/tenant_id']);
        }
    }

    public function testClassesNamedInConfigurationExist(): void
    {
        foreach (glob(self::MODULE . '/etc/{,*/}*.xml', GLOB_BRACE) ?: [] as $path) {
            preg_match_all('/Byte8\\\\(?:Client|Core)\\\\[A-Za-z\\\\]+/', (string)file_get_contents($path), $m);
            foreach (array_unique($m[0]) as $class) {
                $class = (string)preg_replace('/\\\\Proxy$/', '', $class);
                $known = class_exists($class) || interface_exists($class) || $class === 'Byte8\Core\Logger';
                self::assertTrue($known, "$class in $path");
            }
        }
    }

    public function testE04NoLeftoverOfAnyDebuggingAndNoObjectManager(): void
    {
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(dirname(__DIR__, 2)));
        $checked = 0;
        foreach ($files as $file) {
            $path = (string)$file;
            if (!str_ends_with($path, '.php') || str_contains($path, '/Test/')) {
                continue;
            }
            $text = (string)file_get_contents($path);
            self::assertDoesNotMatchRegularExpression(
                '/var_dump|print_r|error_log|dev\.log|Zend_Log|Laminas\\\\Log|ObjectManager|->debug\(/',
                $text,
                $path
            );
            self::assertStringContainsString('declare(strict_types=1);', $text, $path);
            self::assertLessThanOrEqual(400, substr_count($text, "\n"), $path);
            $checked++;
        }
        self::assertGreaterThan(80, $checked);
    }

    public function testE59OneLicenceForAllPackages(): void
    {
        foreach (glob(self::MODULE . '/../*/composer.json') ?: [] as $path) {
            $package = (array)json_decode((string)file_get_contents($path), true);
            if (($package['type'] ?? '') === 'magento2-module') {
                self::assertSame('Apache-2.0', $package['license'], $path);
                self::assertSame('~8.1.0 || ~8.2.0 || ~8.3.0 || ~8.4.0', $package['require']['php'], $path);
            }
        }
    }

    private function xml(string $path): \SimpleXMLElement
    {
        $xml = simplexml_load_file(self::MODULE . '/' . $path);
        self::assertNotFalse($xml, $path);
        return $xml;
    }
}
