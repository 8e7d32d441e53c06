<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Test\Unit\Controller;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\DisconnectResultInterface;
use Byte8\Client\Api\DisconnectInterface;
use Byte8\Client\Model\DisconnectResult;
use Byte8\SageAccounting\Controller\Adminhtml\Connection\Disconnect;
use Byte8\SageAccounting\Controller\Adminhtml\Sync\Index;
use Byte8\SageAccounting\Model\FreshCode;
use Byte8\SageAccounting\Model\LedgerOrigin;
use Byte8\SageAccounting\Test\Unit\Fake\FakeConnection;
use Magento\Backend\App\Action\Context;
use Magento\Backend\Model\Session;
use Magento\Backend\Model\View\Result\Redirect;
use Magento\Csp\Model\Policy\FetchPolicy;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Message\ManagerInterface;
use Magento\Framework\View\Result\PageFactory;
use PHPUnit\Framework\TestCase;

/**
 * S2, S12, E-49, E-51, F114: what the buttons and the embedded page do.
 */
class ActionsTest extends TestCase
{
    public function testADisconnectLeadsBackWhateverTheLedgerSaid(): void
    {
        foreach ([[true, true], [true, false], [false, false]] as [$connected, $acknowledged]) {
            $disconnect = new class ($connected, $acknowledged) implements DisconnectInterface {
                public int $calls = 0;

                public function __construct(private readonly bool $connected, private readonly bool $acknowledged)
                {
                }

                public function execute(): DisconnectResultInterface
                {
                    $this->calls++;
                    return new DisconnectResult($this->connected, $this->acknowledged);
                }
            };
            $session = new Session();
            $result = (new Disconnect($this->context(), $disconnect, new FreshCode($session)))->execute();
            self::assertInstanceOf(Redirect::class, $result);
            self::assertSame(['section' => 'byte8_sage_accounting'], $result->params);
            self::assertSame(1, $disconnect->calls);
        }
    }

    public function testACodeIsGivenOutOnce(): void
    {
        $fresh = new FreshCode(new Session());
        $fresh->put('abc');
        self::assertSame(['abc', ''], [$fresh->take(), $fresh->take()]);
    }

    public function testThePolicyOfThePageGainsTheLedgersOriginOnly(): void
    {
        $policies = $this->index('https://ledger.example.com:8443/path')->modifyCsp([]);
        self::assertCount(1, $policies);
        self::assertInstanceOf(FetchPolicy::class, $policies[0]);
        self::assertSame('frame-src', $policies[0]->getId());
        self::assertSame(['https://ledger.example.com:8443'], $policies[0]->getHostSources());
        self::assertSame([], $this->index("https://x.example; script-src *")->modifyCsp([]));
    }

    public function testWithoutAConnectionTheFrameLeadsToTheSettings(): void
    {
        $result = $this->index('https://ledger.example.com', ConnectionInterface::DISCONNECTED)->execute();
        self::assertInstanceOf(Redirect::class, $result);
    }

    private function index(string $baseUrl, string $state = ConnectionInterface::CONNECTED): Index
    {
        $connection = new FakeConnection($state, $baseUrl);
        return new Index($this->context(), $connection, new LedgerOrigin($connection), new PageFactory());
    }

    private function context(): Context
    {
        return new Context(
            self::createStub(RequestInterface::class),
            self::createStub(ManagerInterface::class),
            new Session()
        );
    }
}
