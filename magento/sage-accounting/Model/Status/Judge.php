<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\SageAccounting\Model\Status;

use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\Data\HealthResultInterface;
use Byte8\Client\Api\QueueStateInterface;

/**
 * Decides what the status says: first what this store knows by itself, then the ledger's answer. First match wins.
 */
class Judge
{
    /**
     * @param ConnectionInterface $connection
     * @param QueueStateInterface $queue
     * @param RefusalWords $refusals
     */
    public function __construct(
        private readonly ConnectionInterface $connection,
        private readonly QueueStateInterface $queue,
        private readonly RefusalWords $refusals
    ) {
    }

    /**
     * The verdict.
     *
     * @param HealthResultInterface|null $health null: not asked yet
     * @return View
     */
    public function judge(?HealthResultInterface $health): View
    {
        return $this->local()
            ?? ($health === null ? $this->asking() : $this->answered($health));
    }

    /**
     * What needs no answer of the ledger.
     *
     * @return View|null
     */
    private function local(): ?View
    {
        switch ($this->connection->getState()) {
            case ConnectionInterface::DISCONNECTED:
                return new View(
                    'disconnected',
                    View::RED,
                    (string)__('Not connected'),
                    (string)__('Generate a pairing code and enter it in the ledger.')
                );
            case ConnectionInterface::KEY_UNREADABLE:
                return new View(
                    'key_unreadable',
                    View::RED,
                    (string)__('Pair again: the stored key cannot be read'),
                    (string)__('Magento\'s encryption key has changed. Events are kept and sent after pairing again.')
                );
            case ConnectionInterface::CLONED:
                return new View(
                    'cloned',
                    View::RED,
                    (string)__('This store is a copy: nothing is sent'),
                    (string)__(
                        'It was paired as %1 and now answers as %2. Pair it for itself to give it books of its own.',
                        $this->connection->getPairedStoreUrl(),
                        $this->connection->getStoreUrl()
                    )
                );
        }
        if ($this->queue->getState() === QueueStateInterface::PAUSED) {
            return $this->refusals->view($this->queue->getCode(), $this->queue->getReason());
        }
        return null;
    }

    /**
     * While the page waits for the answer.
     *
     * @return View
     */
    private function asking(): View
    {
        return new View('asking', View::GREY, (string)__('Asking the ledger …'));
    }

    /**
     * What the ledger said, or that it said nothing.
     *
     * @param HealthResultInterface $health
     * @return View
     */
    private function answered(HealthResultInterface $health): View
    {
        if (!$health->isReachable()) {
            return $this->unreachable($health->getHttpStatus());
        }
        $status = (string)$health->getConnectionStatus();
        if ($status === 'token_revoked') {
            return $this->refusals->view('token_revoked', '');
        }
        $binding = (string)$health->getBindingStatus();
        if ($status === 'pending' || ($status === 'active' && $binding === '')) {
            return new View(
                'waiting',
                View::AMBER,
                (string)__('Paired, Sage not connected'),
                (string)__('Finish by connecting Sage in the ledger. Events are kept until then.')
            );
        }
        if ($binding === '') {
            return new View(
                'unknown',
                View::GREY,
                (string)__('The ledger gave an answer this version does not understand'),
                $status
            );
        }
        return $binding === 'active'
            ? $this->connected($health)
            : $this->refusals->binding($binding, (string)$health->getBindingReason());
    }

    /**
     * No answer, or one that is none.
     *
     * @param int $httpStatus
     * @return View
     */
    private function unreachable(int $httpStatus): View
    {
        if ($httpStatus === 401 || $httpStatus === 403) {
            return $this->refusals->view('bad_token', '');
        }
        return new View(
            'unreachable',
            View::GREY,
            (string)__('Ledger unreachable'),
            $httpStatus === 0
                ? (string)__('%1 did not answer. Events are kept and sent later.', $this->connection->getBaseUrl())
                : (string)__(
                    '%1 answered with HTTP %2. Events are kept and sent later.',
                    $this->connection->getBaseUrl(),
                    $httpStatus
                )
        );
    }

    /**
     * All is well, but for what the numbers say.
     *
     * @param HealthResultInterface $health
     * @return View
     */
    private function connected(HealthResultInterface $health): View
    {
        $region = strtoupper((string)$health->getRegion());
        $where = $region === '' ? (string)__('Connected to Sage') : (string)__('Connected to Sage (%1)', $region);
        if ((int)$health->getFailedLastDay() > 0) {
            return new View(
                'errors',
                View::RED,
                (string)__('%1, with errors', $where),
                (string)__('Documents failed in the last 24 hours: %1.', $health->getFailedLastDay()),
                View::TO_SYNC
            );
        }
        if ((int)$health->getPendingCount() > 0) {
            return new View('pending', View::AMBER, (string)__('%1, work under way', $where), '', View::TO_SYNC);
        }
        return new View('connected', View::GREEN, $where, '', View::TO_SYNC);
    }
}
