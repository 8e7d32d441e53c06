<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model\Pairing;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\HealthInterface;
use Byte8\Client\Api\SetupPairInterface;
use Byte8\Client\Model\ConfigStore;
use Byte8\Client\Model\Outbox\QueueState;
use Byte8\Client\Model\Outbox\StoreInterface;
use Byte8\Client\Model\RequestSecurity;
use Magento\Framework\Encryption\EncryptorInterface;
use Magento\Framework\Exception\AuthorizationException;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Phrase;
use Magento\Framework\Webapi\Exception as WebapiException;
use Psr\Log\LoggerInterface;

/**
 * The route of the pairing. A wrong, a used and an expired code are refused alike.
 */
class SetupPair implements SetupPairInterface
{
    /**
     * @param PairingCode $code
     * @param Throttle $throttle
     * @param RequestSecurity $security
     * @param ConfigStore $store
     * @param EncryptorInterface $encryptor
     * @param ConnectionInterface $connection
     * @param StoreInterface $outbox
     * @param QueueState $queue
     * @param HealthInterface $health
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly PairingCode $code,
        private readonly Throttle $throttle,
        private readonly RequestSecurity $security,
        private readonly ConfigStore $store,
        private readonly EncryptorInterface $encryptor,
        private readonly ConnectionInterface $connection,
        private readonly StoreInterface $outbox,
        private readonly QueueState $queue,
        private readonly HealthInterface $health,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function pair(string $pairingCode, string $tenantId, string $byte8ApiKey, string $ledgerBaseUrl): void
    {
        $code = trim($pairingCode);
        $tenant = trim($tenantId);
        $apiKey = trim($byte8ApiKey);
        $baseUrl = rtrim(trim($ledgerBaseUrl), '/');
        $this->checkInput($code, $tenant, $apiKey, $baseUrl);
        if ($this->throttle->isClosed()) {
            throw new WebapiException(new Phrase('Too many attempts. Wait ten minutes.'), 0, 429);
        }
        if (!$this->code->matches($code)) {
            throw $this->refusal();
        }
        $before = $this->connection->getTenantId();
        $this->store->atomically(function () use ($code, $tenant, $apiKey, $baseUrl): void {
            if (!$this->code->take($code)) {
                throw $this->refusal();
            }
            $this->store->write([
                ConfigPathsInterface::TENANT_ID => $tenant,
                ConfigPathsInterface::API_KEY => $this->encryptor->encrypt($apiKey),
                ConfigPathsInterface::BASE_URL => $baseUrl,
                ConfigPathsInterface::PAIRED_BASE_URL => $this->connection->getStoreUrl(),
            ]);
            $this->store->remove([ConfigPathsInterface::LEGACY_TENANT_ID, ConfigPathsInterface::LEGACY_API_KEY]);
        });
        $this->store->refresh();
        $this->afterwards($before, $tenant, $baseUrl);
    }

    /**
     * All fields, a usable URL, and in production nothing in clear.
     *
     * @param string $code
     * @param string $tenant
     * @param string $apiKey
     * @param string $baseUrl
     * @return void
     * @throws InputException
     */
    private function checkInput(string $code, string $tenant, string $apiKey, string $baseUrl): void
    {
        $fields = ['pairingCode' => $code, 'tenantId' => $tenant, 'byte8ApiKey' => $apiKey];
        $fields['ledgerBaseUrl'] = $baseUrl;
        foreach ($fields as $name => $value) {
            if ($value === '') {
                throw InputException::requiredField($name);
            }
        }
        if (mb_strlen($tenant) > 64) {
            throw InputException::invalidFieldValue('tenantId', $tenant);
        }
        if (preg_match('#^https?://[^/\s]+#i', $baseUrl) !== 1) {
            throw InputException::invalidFieldValue('ledgerBaseUrl', $baseUrl);
        }
        if (!$this->security->demandsHttps()) {
            return;
        }
        if (!$this->security->isHttps()) {
            throw new InputException(
                new Phrase('Pairing needs HTTPS. Behind a proxy, let it send X-Forwarded-Proto: https.')
            );
        }
        if (stripos($baseUrl, 'https://') !== 0) {
            throw new InputException(new Phrase('The ledger must be reached over HTTPS.'));
        }
    }

    /**
     * What all bad codes get.
     *
     * @return AuthorizationException
     */
    private function refusal(): AuthorizationException
    {
        $this->throttle->refused();
        return new AuthorizationException(new Phrase('The pairing code is not valid.'));
    }

    /**
     * Sets the queue going for the new partner. The pairing stands whatever fails here.
     *
     * @param string $before
     * @param string $tenant
     * @param string $baseUrl
     * @return void
     */
    private function afterwards(string $before, string $tenant, string $baseUrl): void
    {
        try {
            $this->outbox->adoptTenant($tenant);
            $this->queue->running();
            $this->health->forget();
        } catch (\Throwable $e) {
            $this->logger->error('Paired, but the outbox could not be prepared.', ['exception' => $e]);
        }
        $text = $before === '' ? 'Paired with a ledger.' : 'Paired again: the former key no longer works.';
        $this->logger->info($text, ['tenant' => $tenant, 'before' => $before, 'ledger' => $baseUrl]);
    }
}
