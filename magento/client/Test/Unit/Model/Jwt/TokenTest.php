<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Jwt;

use Byte8\Client\Api\KeyDerivationInterface;
use Byte8\Client\Api\TokenSignerInterface;
use Byte8\Client\Model\Exception\NotConnected;
use Byte8\Client\Model\Exception\TokenRefused;
use Byte8\Client\Model\Jwt\Base64Url;
use Byte8\Client\Model\Jwt\SeenTokens;
use Byte8\Client\Model\Jwt\Verifier;
use Byte8\Client\Model\KeyDerivation;
use Byte8\Client\Test\Unit\Fake\FakeAdapter;
use Byte8\Client\Test\Unit\Fake\FixedClock;
use Byte8\Client\Test\Unit\Fake\World;
use Magento\Framework\App\ResourceConnection;
use PHPUnit\Framework\TestCase;

/**
 * Tokens both ways, with the test vectors of spec/wire.md. E-31: a minute of leeway; E-32: each token once, atomically.
 */
class TokenTest extends TestCase
{
    private const INBOUND_VECTOR = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJieXRlOC1sZWRnZXIiLCJzdWIiOiJhOGQ0ZTJl'
        . 'MC0xYzRlLTExZWYtOTI2Mi0wMjQyYWMxMjAwMDIiLCJhdWQiOiJtYWdlbnRvIiwiaWF0IjoxNzc5MDEyNjcyLCJuYmYiOjE3NzkwMTI2NzIs'
        . 'ImV4cCI6MTc3OTAxMjk3MiwianRpIjoiMGIwYzVmMGUtN2Q1NS00ZjZjLThhMzktNmYyZjRjMWQ5ZTc3In0.mdYOA_sXV_i1Jmd_xgNMNa48Qv'
        . 't58CQ8mnCrcGWxT_Y';

    private World $world;
    private FakeAdapter $database;
    private Verifier $verifier;

    protected function setUp(): void
    {
        $this->world = new World();
        $this->database = new FakeAdapter();
        $this->verifier = new Verifier(
            $this->world->connection,
            new KeyDerivation(),
            new SeenTokens(new ResourceConnection($this->database), $this->world->clock),
            $this->world->clock
        );
    }

    public function testSubkeysAreThoseOfTheVectors(): void
    {
        $keys = new KeyDerivation();
        self::assertSame(
            'c2d11063b258339530eec8920c6f14340ee1a7ae5f05ed3502adb0bae066fbad',
            bin2hex($keys->derive(World::API_KEY, KeyDerivationInterface::OUTBOUND))
        );
        self::assertSame(
            'cf42dbe104f775cd862a31a75d8530a93afa2bbc5377b31e26042fe6a406600f',
            bin2hex($keys->derive(' ' . World::API_KEY . "\n", KeyDerivationInterface::INBOUND))
        );
    }

    public function testAnUnknownPurposeIsRefused(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        (new KeyDerivation())->derive(World::API_KEY, 'another');
    }

    public function testAnOutboundTokenHasTheClaimsOfTheContractInOrder(): void
    {
        [$header, $payload, $signature] = explode('.', $this->world->signer->sign());
        self::assertSame('{"alg":"HS256","typ":"JWT"}', Base64Url::decode($header));
        self::assertSame(
            '{"iss":"magento","sub":"' . World::TENANT . '","aud":"byte8-ledger","iat":1779012672,"nbf":1779012672,'
            . '"exp":1779012732,"jti":"00000000-0000-4000-8000-000000000001"}',
            Base64Url::decode($payload)
        );
        $key = (new KeyDerivation())->derive(World::API_KEY, KeyDerivationInterface::OUTBOUND);
        self::assertSame(hash_hmac('sha256', "$header.$payload", $key, true), Base64Url::decode($signature));
    }

    public function testTheEmbeddedPageGetsAnAudienceOfItsOwnAndEachTokenAnIdOfItsOwn(): void
    {
        $claims = fn (string $token): array => (array)json_decode((string)Base64Url::decode(explode('.', $token)[1]), true);
        $first = $claims($this->world->signer->sign(TokenSignerInterface::AUDIENCE_EMBED));
        $second = $claims($this->world->signer->sign(TokenSignerInterface::AUDIENCE_EMBED));
        self::assertSame('byte8-embed', $first['aud']);
        self::assertNotSame($first['jti'], $second['jti']);
    }

    public function testNothingIsSignedWithoutAConnection(): void
    {
        $this->expectException(NotConnected::class);
        (new World(false))->signer->sign();
    }

    public function testTheInboundVectorIsAcceptedAndBurnt(): void
    {
        self::assertTrue($this->verifier->concerns(self::INBOUND_VECTOR));
        $this->verifier->accept(self::INBOUND_VECTOR);
        self::assertStringStartsWith('INSERT IGNORE byte8_seen_token', $this->database->statements[0]);
        self::assertStringNotContainsString('0b0c5f0e', $this->database->statements[0]);
    }

    public function testE32ATokenIsGoodForOneRequestOnly(): void
    {
        $this->database->affected = [1, 0];
        $this->verifier->accept(self::INBOUND_VECTOR);
        $this->expectExceptionMessage('used before');
        $this->verifier->accept(self::INBOUND_VECTOR);
    }

    /**
     * @dataProvider claims
     * @param array<string, mixed> $changes
     */
    public function testClaims(array $changes, bool $good): void
    {
        $now = FixedClock::START;
        $claims = array_filter($changes + [
            'iss' => 'byte8-ledger',
            'sub' => World::TENANT,
            'aud' => 'magento',
            'iat' => $now - 60,
            'nbf' => $now - 60,
            'exp' => $now + 240,
            'jti' => 'one',
        ], static fn ($value): bool => $value !== null);
        $accepted = true;
        try {
            $this->verifier->accept($this->token(['alg' => 'HS256', 'typ' => 'JWT'], $claims));
        } catch (TokenRefused $e) {
            $accepted = false;
        }
        self::assertSame($good, $accepted);
        self::assertSame($good, $this->database->statements !== [], 'only what holds is burnt');
    }

    /**
     * @return array<string, array{array<string, mixed>, bool}>
     */
    public static function claims(): array
    {
        $now = FixedClock::START;
        return [
            'as the ledger mints it' => [[], true],
            'E-31 store 59 s slow' => [['iat' => $now + 59, 'nbf' => $now + 59, 'exp' => $now + 300], true],
            'store 61 s slow' => [['iat' => $now + 61, 'nbf' => $now + 61, 'exp' => $now + 300], false],
            'E-31 expired 59 s ago' => [['iat' => $now - 300, 'nbf' => $now - 300, 'exp' => $now - 59], true],
            'expired 60 s ago' => [['iat' => $now - 300, 'nbf' => $now - 300, 'exp' => $now - 60], false],
            'life 301 s' => [['iat' => $now - 61, 'exp' => $now + 240], false],
            'E-32 life negative' => [['iat' => $now + 10, 'exp' => $now + 5], false],
            'another issuer' => [['iss' => 'magento'], false],
            'a list of audiences' => [['aud' => ['magento']], false],
            'another tenant' => [['sub' => 'b'], false],
            'no id' => [['jti' => null], false],
            'blank id' => [['jti' => ' '], false],
            'a text for a time' => [['exp' => (string)($now + 240)], false],
            'a fraction for a time' => [['iat' => $now - 60.5], false],
            'no nbf' => [['nbf' => null], false],
        ];
    }

    /**
     * @dataProvider headers
     * @param array<string, string> $header
     */
    public function testHeaders(array $header, bool $good): void
    {
        $now = FixedClock::START;
        $claims = ['iss' => 'byte8-ledger', 'sub' => World::TENANT, 'aud' => 'magento', 'iat' => $now, 'nbf' => $now];
        if (!$good) {
            $this->expectException(TokenRefused::class);
        }
        $this->verifier->accept($this->token($header, $claims + ['exp' => $now + 60, 'jti' => 'x']));
        self::assertTrue($good);
    }

    /**
     * @return array<string, array{array<string, string>, bool}>
     */
    public static function headers(): array
    {
        return [
            'extra members' => [['alg' => 'HS256', 'typ' => 'JWT', 'kid' => '1'], true],
            'none' => [['alg' => 'none', 'typ' => 'JWT'], false],
            'another algorithm' => [['alg' => 'HS512', 'typ' => 'JWT'], false],
            'no type' => [['alg' => 'HS256'], false],
        ];
    }

    public function testASignatureUnderTheOutboundKeyIsRefused(): void
    {
        $this->expectExceptionMessage('signature');
        $this->verifier->accept($this->token(
            ['alg' => 'HS256', 'typ' => 'JWT'],
            ['iss' => 'byte8-ledger', 'sub' => World::TENANT, 'aud' => 'magento'],
            KeyDerivationInterface::OUTBOUND
        ));
    }

    public function testS10E27NoTokenIsAcceptedWithoutAConnectionOrOnAClone(): void
    {
        $this->world->config->values['web/secure/base_url'] = 'https://staging.example.com/';
        $this->expectExceptionMessage('cloned');
        $this->verifier->accept(self::INBOUND_VECTOR);
    }

    public function testOtherTokensAreLeftToMagento(): void
    {
        self::assertFalse($this->verifier->concerns('abcdefghijklmnop'));
        self::assertFalse($this->verifier->concerns('a.b.c'));
        self::assertFalse($this->verifier->concerns(explode('.', self::INBOUND_VECTOR)[0] . '.e30.x'));
    }

    /**
     * @param array<string, string> $header
     * @param array<string, mixed> $claims
     */
    private function token(array $header, array $claims, string $purpose = KeyDerivationInterface::INBOUND): string
    {
        $signed = Base64Url::encode((string)json_encode($header)) . '.' . Base64Url::encode((string)json_encode($claims));
        $key = (new KeyDerivation())->derive(World::API_KEY, $purpose);
        return $signed . '.' . Base64Url::encode(hash_hmac('sha256', $signed, $key, true));
    }
}
