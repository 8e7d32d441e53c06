<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Model\Http\Response;
use Byte8\Core\Model\JsonText;

/**
 * Reads the ledger's answer to an event.
 *
 * 2xx is delivered. 408, 409, 425, 429, everything from 500 up and whatever is no final answer (1xx, 3xx) passes:
 * the row is tried again. 401 and 403 are about the token, not about the event: the queue pauses, except for the code
 * binding_revoked, which is the ledger's word that nothing of this store is wanted any more. Every other 4xx will
 * never succeed.
 */
class Classifier
{
    private const PASSING = [408, 409, 425, 429];
    private const TOKEN = [401, 403];
    private const BINDING_REVOKED = 'binding_revoked';
    private const RETRY_AFTER_MOST = 86400;
    private const ERROR_CHARACTERS = 4000;

    /**
     * The verdict on an answer.
     *
     * @param Response $response
     * @param int $now
     * @return Verdict
     */
    public function answer(Response $response, int $now): Verdict
    {
        $status = $response->status;
        $body = JsonText::decode($response->body);
        if ($status >= 200 && $status < 300) {
            $run = $body['sync_run_id'] ?? '';
            return new Verdict(Verdict::DELIVERED, $status, '', '', 0, is_scalar($run) ? (string)$run : '');
        }
        $error = JsonText::cut(sprintf('HTTP %d: %s', $status, $response->body), self::ERROR_CHARACTERS);
        if (in_array($status, self::TOKEN, true)) {
            $code = is_string($body['code'] ?? null) ? $body['code'] : 'http_' . $status;
            return $code === self::BINDING_REVOKED
                ? new Verdict(Verdict::REFUSED, $status, self::BINDING_REVOKED, $error)
                : new Verdict(Verdict::PAUSE, $status, JsonText::cut($code, 64), $error);
        }
        $cause = 'http_' . $status;
        if ($status >= 400 && $status < 500 && !in_array($status, self::PASSING, true)) {
            return new Verdict(Verdict::REFUSED, $status, $cause, $error);
        }
        $wait = $this->retryAfter($response->field('retry-after'), $now);
        $kind = $status === 429 || $wait > 0 ? Verdict::BREAK : Verdict::RETRY;
        return new Verdict($kind, $status, $cause, $error, $wait);
    }

    /**
     * The verdict on silence.
     *
     * @param string $reason
     * @return Verdict
     */
    public function silence(string $reason): Verdict
    {
        return new Verdict(Verdict::BREAK, null, 'unreachable', JsonText::cut($reason, self::ERROR_CHARACTERS));
    }

    /**
     * The verdict on a failure of our own while sending.
     *
     * @param \Throwable $failure
     * @return Verdict
     */
    public function failure(\Throwable $failure): Verdict
    {
        $text = get_class($failure) . ': ' . $failure->getMessage();
        return new Verdict(Verdict::RETRY, null, 'internal', JsonText::cut($text, self::ERROR_CHARACTERS));
    }

    /**
     * Seconds or an HTTP date, never more than a day; 0 when there is none or it makes no sense.
     *
     * @param string $header
     * @param int $now
     * @return int
     */
    private function retryAfter(string $header, int $now): int
    {
        if ($header === '') {
            return 0;
        }
        if (ctype_digit($header)) {
            return min(self::RETRY_AFTER_MOST, (int)$header);
        }
        $at = strtotime($header);
        return $at === false ? 0 : max(0, min(self::RETRY_AFTER_MOST, $at - $now));
    }
}
