<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Model\Delivery;

use Byte8\Client\Model\Delivery\Backoff;
use Byte8\Client\Model\Delivery\Classifier;
use Byte8\Client\Model\Delivery\Verdict;
use Byte8\Client\Model\Http\Response;
use Byte8\Client\Test\Unit\Fake\CountingRandom;
use Byte8\Client\Test\Unit\Fake\FixedClock;
use PHPUnit\Framework\TestCase;

/**
 * The table of answers: E-02, F134, S18.
 */
class ClassifierTest extends TestCase
{
    /**
     * @dataProvider answers
     */
    public function testF134EveryAnswerHasItsVerdict(int $status, string $body, string $kind, string $cause): void
    {
        $verdict = (new Classifier())->answer(new Response($status, $body), FixedClock::START);
        self::assertSame($kind, $verdict->kind);
        self::assertSame($cause, $verdict->cause);
        self::assertSame($status, $verdict->status);
    }

    /**
     * @return array<string, array{int, string, string, string}>
     */
    public static function answers(): array
    {
        $table = [
            '401 without code' => [401, '', Verdict::PAUSE, 'http_401'],
            '401 bad_token' => [401, '{"code":"bad_token"}', Verdict::PAUSE, 'bad_token'],
            '401 subscription_ended' => [401, '{"code":"subscription_ended"}', Verdict::PAUSE, 'subscription_ended'],
            '403 html' => [403, '<html>', Verdict::PAUSE, 'http_403'],
            'S18 401 binding_revoked' => [401, '{"code":"binding_revoked"}', Verdict::REFUSED, 'binding_revoked'],
        ];
        foreach ([200, 201, 202, 204, 299] as $status) {
            $table["$status"] = [$status, '', Verdict::DELIVERED, ''];
        }
        foreach ([400, 402, 404, 405, 406, 410, 411, 413, 414, 415, 422, 426, 431, 451] as $status) {
            $table["$status"] = [$status, 'no', Verdict::REFUSED, "http_$status"];
        }
        foreach ([0, 100, 103, 301, 302, 304, 408, 409, 425, 500, 501, 502, 503, 504, 599] as $status) {
            $table["$status"] = [$status, 'later', Verdict::RETRY, "http_$status"];
        }
        $table['429'] = [429, '', Verdict::BREAK, 'http_429'];
        return $table;
    }

    public function testTheRunIdIsReadAndGarbageIsNot(): void
    {
        $classifier = new Classifier();
        self::assertSame('r-1', $classifier->answer(new Response(202, '{"sync_run_id":"r-1"}'), 0)->syncRunId);
        self::assertSame('', $classifier->answer(new Response(202, 'fine'), 0)->syncRunId);
        self::assertSame('', $classifier->answer(new Response(202, '{"sync_run_id":["x"]}'), 0)->syncRunId);
    }

    /**
     * @dataProvider retryAfters
     */
    public function testRetryAfterIsHonouredWithinADay(string $header, int $expected): void
    {
        $response = new Response(503, '', ['Retry-After' => $header]);
        $verdict = (new Classifier())->answer($response, FixedClock::START);
        self::assertSame($expected, $verdict->retryAfter);
        self::assertSame($expected > 0 ? Verdict::BREAK : Verdict::RETRY, $verdict->kind);
    }

    /**
     * @return array<string, array{string, int}>
     */
    public static function retryAfters(): array
    {
        return [
            'seconds' => ['120', 120],
            'too long' => ['999999999', 86400],
            'date' => ['Sun, 17 May 2026 10:13:12 GMT', 120],
            'past' => ['Sun, 17 May 2026 10:00:00 GMT', 0],
            'nonsense' => ['soon', 0],
        ];
    }

    public function testE44AnErrorIsCutByCharacters(): void
    {
        $verdict = (new Classifier())->answer(new Response(422, str_repeat('é', 9000)), 0);
        self::assertSame(4000, mb_strlen($verdict->error));
        self::assertTrue(mb_check_encoding($verdict->error, 'UTF-8'));
    }

    public function testE45TheWaitsCoverAWeekAndAreScattered(): void
    {
        $plain = new Backoff(new CountingRandom(0));
        $scattered = new Backoff(new CountingRandom(PHP_INT_MAX));
        $sum = 0;
        $last = 0;
        for ($attempt = 1; $attempt < Backoff::MAX_ATTEMPTS; $attempt++) {
            $wait = (int)$plain->wait($attempt);
            self::assertGreaterThanOrEqual($last, $wait);
            self::assertSame($wait + intdiv($wait, 5), $scattered->wait($attempt));
            $sum += $wait;
            $last = $wait;
        }
        self::assertGreaterThanOrEqual(10, Backoff::MAX_ATTEMPTS);
        self::assertGreaterThan(7 * 86400, $sum);
        self::assertNull($plain->wait(Backoff::MAX_ATTEMPTS));
        self::assertSame(5000, $plain->wait(1, 5000));
    }
}
