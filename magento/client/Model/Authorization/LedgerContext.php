<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Authorization;

use Byte8\Client\Model\Exception\TokenRefused;
use Byte8\Client\Model\Jwt\Verifier;
use Byte8\Client\Model\RequestSecurity;
use Magento\Authorization\Model\UserContextInterface;
use Psr\Log\LoggerInterface;

/**
 * The ledger as a user of the REST API: nobody's account, known by its token, once a request.
 */
class LedgerContext implements UserContextInterface
{
    private const USER_ID = 0;

    /** @var bool|null */
    private ?bool $accepted = null;

    /**
     * @param RequestSecurity $security
     * @param Verifier $verifier
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly RequestSecurity $security,
        private readonly Verifier $verifier,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Whether this request is the ledger's.
     *
     * @return bool
     */
    public function isLedger(): bool
    {
        if ($this->accepted === null) {
            $this->accepted = $this->accept();
        }
        return $this->accepted;
    }

    /**
     * @inheritdoc
     */
    public function getUserId()
    {
        return $this->isLedger() ? self::USER_ID : null;
    }

    /**
     * @inheritdoc
     */
    public function getUserType()
    {
        return $this->isLedger() ? UserContextInterface::USER_TYPE_INTEGRATION : null;
    }

    /**
     * Checks the token, if it is one of the ledger's. Why one is refused stands in the log only.
     *
     * @return bool
     */
    private function accept(): bool
    {
        $token = $this->security->bearerToken();
        if ($token === '' || !$this->verifier->concerns($token)) {
            return false;
        }
        if ($this->security->demandsHttps() && !$this->security->isHttps()) {
            $this->refused('not HTTPS; behind a proxy, let it send X-Forwarded-Proto: https');
            return false;
        }
        try {
            $this->verifier->accept($token);
            return true;
        } catch (TokenRefused $e) {
            $this->refused($e->getMessage());
        } catch (\Throwable $e) {
            $this->logger->error('A token of the ledger could not be checked.', ['exception' => $e]);
        }
        return false;
    }

    /**
     * Notes why, for the log only: on the wire all refusals are alike.
     *
     * @param string $reason
     * @return void
     */
    private function refused(string $reason): void
    {
        $this->logger->warning('A token of the ledger was refused.', ['reason' => $reason]);
    }
}
