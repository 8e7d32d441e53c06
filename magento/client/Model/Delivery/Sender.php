<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Delivery;

use Byte8\Client\Model\Exception\NotConnected;
use Byte8\Client\Model\Exception\Unreachable;
use Byte8\Client\Model\LedgerClient;
use Byte8\Core\Api\ClockInterface;

/**
 * Sends one event and reads the answer. Whatever goes wrong becomes a verdict; only missing credentials are passed on.
 */
class Sender
{
    /**
     * @param LedgerClient $ledger
     * @param Classifier $classifier
     * @param ClockInterface $clock
     */
    public function __construct(
        private readonly LedgerClient $ledger,
        private readonly Classifier $classifier,
        private readonly ClockInterface $clock
    ) {
    }

    /**
     * One attempt.
     *
     * @param string $eventName
     * @param string $key
     * @param string $body
     * @return Verdict
     * @throws NotConnected
     */
    public function send(string $eventName, string $key, string $body): Verdict
    {
        try {
            return $this->classifier->answer($this->ledger->postEvent($eventName, $key, $body), $this->clock->now());
        } catch (NotConnected $e) {
            throw $e;
        } catch (Unreachable $e) {
            return $this->classifier->silence($e->getMessage());
        } catch (\Throwable $e) {
            return $this->classifier->failure($e);
        }
    }
}
