<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Rest;

use Byte8\Client\Api\Canonical\Data\PingInterface;
use Byte8\Client\Api\Data\StatusInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Cron\Drain as DrainJob;
use Byte8\Client\Model\Authorization\LedgerContext;
use Byte8\Client\Model\Jwt\Base64Url;
use Byte8\Client\Model\Jwt\SeenTokens;
use Byte8\Client\Model\Jwt\Verifier;
use Byte8\Client\Model\KeyDerivation;
use Byte8\Client\Model\RequestSecurity;
use Byte8\Client\Model\Rest\PaymentMethods;
use Byte8\Client\Model\Rest\Ping;
use Byte8\Client\Model\Rest\Status;
use Byte8\Client\Plugin\Authorization\DenyRoutes;
use Byte8\Client\Plugin\Authorization\GuardRoutes;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\FakeRequest;
use Byte8\Client\Test\Unit\Fake\FakeStores;
use Byte8\Client\Test\Unit\Fake\Wire;
use Byte8\Client\Test\Unit\Fake\World;
use Byte8\Core\Api\ModuleVersionInterface;
use Magento\Framework\App\ProductMetadataInterface;
use Magento\Framework\App\ResourceConnection;
use Magento\Framework\App\State;
use Magento\Framework\AuthorizationInterface;
use Magento\Payment\Api\Data\PaymentMethodInterface;
use Magento\Payment\Api\PaymentMethodListInterface;
use PHPUnit\Framework\TestCase;

/**
 * Who gets in, and the small answers. E-16, E-33, E-34, F115; api: status.
 */
class RestTest extends TestCase
{
    private World $world;
    private FakeRequest $request;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->request = new FakeRequest();
    }

    public function testE34TheRoutesAreTheLedgersAlone(): void
    {
        $yes = static fn (): bool => true;
        $nobody = new GuardRoutes($this->context());
        $subject = $this->createStub(AuthorizationInterface::class);
        self::assertFalse($nobody->aroundIsAllowed($subject, $yes, 'Byte8_Client::byte8_webapi'));
        self::assertTrue($nobody->aroundIsAllowed($subject, $yes, 'Magento_Sales::sales'));
        $this->request->authorization = 'bearer ' . $this->token();
        $ledger = new GuardRoutes($this->context());
        self::assertTrue($ledger->aroundIsAllowed($subject, static fn (): bool => false, 'Byte8_Client::byte8_webapi'));
        self::assertFalse($ledger->aroundIsAllowed($subject, $yes, 'Magento_Sales::sales'));
        self::assertTrue($ledger->aroundIsAllowed($subject, $yes, 'anonymous'));
    }

    public function testE34OverSoapTheyAreNobodys(): void
    {
        $subject = $this->createStub(AuthorizationInterface::class);
        $plugin = new DenyRoutes();
        self::assertFalse($plugin->aroundIsAllowed($subject, static fn (): bool => true, 'Byte8_Client::byte8_webapi'));
        self::assertTrue($plugin->aroundIsAllowed($subject, static fn (): bool => true, 'Magento_Sales::sales'));
    }

    public function testTheLedgerIsAUserWithoutAnAccountAndItsTokenIsLookedAtOnce(): void
    {
        $this->request->authorization = 'Bearer ' . $this->token();
        $context = $this->context();
        self::assertSame([1, 0, 1, 0], [
            $context->getUserType(),
            $context->getUserId(),
            $context->getUserType(),
            $context->getUserId(),
        ]);
    }

    public function testE33WhyATokenIsRefusedStandsInTheLog(): void
    {
        $this->request->authorization = 'Bearer ' . $this->token('production');
        self::assertNull($this->context('production')->getUserId());
        self::assertStringContainsString('X-Forwarded-Proto', $this->world->logger->text());
        $this->request->secure = true;
        self::assertSame(0, $this->context('production')->getUserId());
    }

    public function testOtherCallersAreLeftToMagento(): void
    {
        foreach (['', 'Basic abc', 'Bearer an-integration-token', 'Bearer a.b.c'] as $header) {
            $this->request->authorization = $header;
            self::assertNull($this->context()->getUserType());
        }
        self::assertSame('', $this->world->logger->text());
    }

    public function testE16PingIsAnObject(): void
    {
        $ping = (new Ping($this->world->connection, $this->world->clock))->ping();
        self::assertSame(
            '{"ok":true,"tenant_id":"' . World::TENANT . '","server_time":"2026-05-17T10:11:12Z"}',
            json_encode(Wire::fields($ping, PingInterface::class))
        );
    }

    public function testPaymentMethodsKeepTheNullOfAMissingTitle(): void
    {
        $methods = $this->createStub(PaymentMethodListInterface::class);
        $methods->method('getList')->willReturn([
            $this->paymentMethod('checkmo', ' Check / Money order ', true),
            $this->paymentMethod('vault', '', false),
            $this->paymentMethod('', 'nameless', true),
        ]);
        self::assertSame(
            '[{"code":"checkmo","label":"Check / Money order","is_active":true},'
            . '{"code":"vault","label":null,"is_active":false}]',
            json_encode((new PaymentMethods($methods, new FakeStores()))->getList(), JSON_UNESCAPED_SLASHES)
        );
    }

    public function testTheStatusOfThisSide(): void
    {
        $outbox = $this->createStub(OutboxAdminInterface::class);
        $outbox->method('pending')->willReturn(['count' => 3, 'oldest_at' => $this->world->clock->now() - 60]);
        $outbox->method('countByCause')->willReturn(['binding_revoked' => 2, 'http_422' => 1]);
        $versions = $this->createStub(ModuleVersionInterface::class);
        $versions->method('get')->willReturn('2.0.0');
        $magento = $this->createStub(ProductMetadataInterface::class);
        $magento->method('getVersion')->willReturn('2.4.7-p6');
        $status = new Status($versions, $magento, new State(), $outbox, $this->world->queue, new FakeStores());
        $head = '{"module_version":"2.0.0","magento_version":"2.4.7-p6","mode":"default",';
        $tail = '"outbox":{"pending":3,"oldest_at":"2026-05-17T10:10:12Z","dead_lettered":3,"by_cause":['
            . '{"cause":"binding_revoked","count":2},{"cause":"http_422","count":1}],"queue":"running"},'
            . '"websites":[{"id":2,"code":"base","name":"Main Website"}]}';
        $text = static fn (): string => (string)json_encode(Wire::fields($status->getStatus(), StatusInterface::class));
        self::assertSame($head . $tail, $text());
        (new DrainJob($this->world->drain(), $this->world->queue))->execute();
        self::assertSame($head . '"cron_seen_at":"2026-05-17T10:11:12Z",' . $tail, $text());
    }

    private function context(string $mode = 'default'): LedgerContext
    {
        $seen = new SeenTokens(new ResourceConnection(new FakeAdapter()), $this->world->clock);
        $verifier = new Verifier($this->world->connection, new KeyDerivation(), $seen, $this->world->clock);
        $security = new RequestSecurity($this->request, new State($mode));
        return new LedgerContext($security, $verifier, $this->world->logger);
    }

    private function token(string $id = 'one'): string
    {
        $now = $this->world->clock->now();
        $claims = ['iss' => 'byte8-ledger', 'sub' => World::TENANT, 'aud' => 'magento', 'iat' => $now - 60];
        $claims += ['nbf' => $now - 60, 'exp' => $now + 240, 'jti' => $id];
        $signed = Base64Url::encode('{"alg":"HS256","typ":"JWT"}') . '.' . Base64Url::encode((string)json_encode($claims));
        $key = (new KeyDerivation())->derive(World::API_KEY, KeyDerivation::INBOUND);
        return $signed . '.' . Base64Url::encode(hash_hmac('sha256', $signed, $key, true));
    }

    private function paymentMethod(string $code, string $title, bool $active): PaymentMethodInterface
    {
        $method = $this->createStub(PaymentMethodInterface::class);
        $method->method('getCode')->willReturn($code);
        $method->method('getTitle')->willReturn($title);
        $method->method('getIsActive')->willReturn($active);
        return $method;
    }
}
