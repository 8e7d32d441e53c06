<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit;

use Byte8\SageAccounting\Model\Provider;
use Magento\Backend\App\Action;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\App\Action\HttpPostActionInterface;
use PHPUnit\Framework\TestCase;

/**
 * F115 and E-04, E-05, E-18, E-24: what must hold for the module's files as a whole.
 */
class StructureTest extends TestCase
{
    public function testEveryActionHasAPermissionOfThisModuleAndOneMethod(): void
    {
        $actions = 0;
        foreach ($this->files('Controller', 'php') as $path => $text) {
            if (str_contains($text, 'abstract class')) {
                continue;
            }
            $class = 'Byte8\\SageAccounting\\' . str_replace('/', '\\', substr($path, 0, -4));
            self::assertTrue(is_subclass_of($class, Action::class), $class);
            self::assertStringStartsWith('Byte8_SageAccounting::', (string)constant($class . '::ADMIN_RESOURCE'));
            $get = is_subclass_of($class, HttpGetActionInterface::class);
            self::assertNotSame($get, is_subclass_of($class, HttpPostActionInterface::class), $class);
            $actions++;
        }
        self::assertSame(6, $actions);
    }

    public function testWhatChangesSomethingIsPostedSoThatTheFormKeyIsChecked(): void
    {
        foreach (['PairingCode/Generate', 'Connection/Disconnect', 'Entity/Resync'] as $action) {
            $text = $this->files('Controller', 'php')["Controller/Adminhtml/$action.php"];
            self::assertStringContainsString('implements HttpPostActionInterface', $text);
        }
    }

    public function testEveryPermissionThatIsAskedForExists(): void
    {
        $acl = (string)file_get_contents($this->root() . '/etc/acl.xml');
        foreach ([Provider::ACL_CONFIG, Provider::ACL_STATUS, Provider::ACL_SYNC, Provider::ACL_RESYNC] as $resource) {
            self::assertStringContainsString('id="' . $resource . '"', $acl);
        }
    }

    public function testTheBannersCommandsExist(): void
    {
        foreach ([Provider::COMMAND_INSPECT => 'OutboxInspect', Provider::COMMAND_REQUEUE => 'OutboxRequeue'] as $line => $class) {
            $source = file_get_contents($this->root() . "/../client/Console/Command/$class.php");
            self::assertStringContainsString("'" . explode(' ', $line)[1] . "'", (string)$source);
        }
    }

    public function testNoSettingHasAValueThatAFormCouldPost(): void
    {
        $system = (string)file_get_contents($this->root() . '/etc/adminhtml/system.xml');
        self::assertSame(substr_count($system, '<field '), substr_count($system, 'type="label"'));
        self::assertStringNotContainsString('api_key', $system);
    }

    public function testTheDetailBlockStandsWhereMagentoHasAPlace(): void
    {
        foreach (['invoice', 'creditmemo'] as $kind) {
            $layout = (string)file_get_contents($this->root() . "/view/adminhtml/layout/sales_order_{$kind}_view.xml");
            self::assertStringContainsString('<referenceContainer name="content">', $layout);
            self::assertStringNotContainsString('order_additional_info', $layout);
        }
    }

    public function testThereIsNoDebugCodeAndNoObjectManager(): void
    {
        foreach ($this->files('', 'php') + $this->files('view', 'phtml') as $path => $text) {
            if (str_starts_with($path, 'Test/')) {
                continue;
            }
            self::assertDoesNotMatchRegularExpression('/ObjectManager|var_dump|print_r|Zend_Log|dev\.log|Laminas.Log/', $text, $path);
            if (str_ends_with($path, '.php')) {
                self::assertStringContainsString('declare(strict_types=1);', $text, $path);
            }
        }
    }

    public function testEveryTextIsInTheTranslationFile(): void
    {
        $known = [];
        $file = fopen($this->root() . '/i18n/en_US.csv', 'rb');
        self::assertIsResource($file);
        while (($row = fgetcsv($file, null, ',', '"', '')) !== false) {
            $known[(string)$row[0]] = true;
        }
        foreach ($this->files('', 'php') + $this->files('view', 'phtml') as $path => $text) {
            if (str_starts_with($path, 'Test/')) {
                continue;
            }
            preg_match_all('/\b__\(\s*((?:\'(?:[^\'\\\\]|\\\\.)*\'\s*\.?\s*)+)/', $text, $calls);
            foreach ($calls[1] as $call) {
                preg_match_all('/\'((?:[^\'\\\\]|\\\\.)*)\'/', $call, $parts);
                $key = stripslashes(implode('', $parts[1]));
                self::assertArrayHasKey($key, $known, "$path: $key");
            }
        }
    }

    /**
     * @return array<string, string> text by path
     */
    private function files(string $folder, string $extension): array
    {
        $base = $this->root() . ($folder === '' ? '' : '/' . $folder);
        $texts = [];
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($base)) as $file) {
            if ($file instanceof \SplFileInfo && $file->getExtension() === $extension) {
                $path = substr($file->getPathname(), strlen($this->root()) + 1);
                $texts[$path] = (string)file_get_contents($file->getPathname());
            }
        }
        return $texts;
    }

    private function root(): string
    {
        return dirname(__DIR__, 2);
    }
}
