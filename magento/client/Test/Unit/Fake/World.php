<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Byte8\Client\Api\ConfigPathsInterface;
use Byte8\Client\Model\Connection;
use Byte8\Client\Model\Delivery\Backoff;
use Byte8\Client\Model\Delivery\Classifier;
use Byte8\Client\Model\Delivery\Drain;
use Byte8\Client\Model\Delivery\Sender;
use Byte8\Client\Model\Delivery\Settler;
use Byte8\Client\Model\Event\EventFactory;
use Byte8\Client\Model\Jwt\Signer;
use Byte8\Client\Model\KeyDerivation;
use Byte8\Client\Model\LedgerClient;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Client\Model\Outbox\DeliverySignal;
use Byte8\Client\Model\Outbox\Outbox;
use Byte8\Client\Model\Outbox\QueueState;
use Byte8\Client\Model\ProviderPool;
use Magento\Framework\FlagManager;

/**
 * A paired store, wired as Magento would, over fakes.
 */
class World
{
    public const TENANT = 'a8d4e2e0-1c4e-11ef-9262-0242ac120002';
    public const API_KEY = 'byte8_lk_example_master_key_0123456789';
    public const LEDGER = 'https://ledger.example.com';
    public const STORE = 'https://shop.example.com';
    public const PROVIDER = 'sage_accounting';

    public FixedClock $clock;
    public CountingRandom $random;
    public FakeConfig $config;
    public FakeConfigStore $configStore;
    public FakeCache $cache;
    public MemoryOutbox $store;
    public MemoryMirror $mirrorStore;
    public FakeTransport $transport;
    public FakePublisher $publisher;
    public FlagManager $flags;
    public RecordingLogger $logger;
    public Connection $connection;
    public Signer $signer;
    public LedgerClient $ledger;
    public Mirror $mirror;
    public QueueState $queue;
    public EventFactory $events;
    public Sender $sender;
    public DeliverySignal $signal;
    public Outbox $outbox;

    public function __construct(bool $paired = true)
    {
        $this->clock = new FixedClock();
        $this->random = new CountingRandom();
        $this->config = new FakeConfig(['web/secure/base_url' => self::STORE . '/']);
        $this->configStore = new FakeConfigStore($this->config);
        $this->cache = new FakeCache();
        $this->store = new MemoryOutbox($this->clock);
        $this->mirrorStore = new MemoryMirror();
        $this->transport = new FakeTransport();
        $this->publisher = new FakePublisher();
        $this->flags = new FlagManager();
        $this->logger = new RecordingLogger();
        $this->connection = new Connection($this->config, new FakeEncryptor());
        $this->signer = new Signer($this->connection, new KeyDerivation(), $this->clock, $this->random);
        $this->ledger = new LedgerClient($this->transport, $this->signer, $this->connection);
        $providers = new ProviderPool([self::PROVIDER => self::PROVIDER]);
        $this->mirror = new Mirror($this->mirrorStore, $providers, $this->clock);
        $this->queue = new QueueState($this->flags, $this->clock);
        $this->events = new EventFactory($this->clock, $this->random);
        $this->sender = new Sender($this->ledger, new Classifier(), $this->clock);
        $this->signal = new DeliverySignal($this->publisher, $this->config, $this->logger);
        $this->outbox = new Outbox($this->store, $this->connection, $this->mirror, $this->signal, $this->logger);
        if ($paired) {
            $this->pair();
        }
    }

    public function pair(string $tenant = self::TENANT): void
    {
        $this->config->values = [
            ConfigPathsInterface::TENANT_ID => $tenant,
            ConfigPathsInterface::API_KEY => (new FakeEncryptor())->encrypt(self::API_KEY),
            ConfigPathsInterface::BASE_URL => self::LEDGER . '/',
            ConfigPathsInterface::PAIRED_BASE_URL => self::STORE,
        ] + $this->config->values;
    }

    public function drain(): Drain
    {
        return new Drain(
            $this->store,
            $this->connection,
            $this->sender,
            new Settler(new Backoff($this->random)),
            $this->mirror,
            $this->queue,
            $this->clock,
            $this->random,
            $this->logger
        );
    }

    public function chip(string $kind, int $id): ?string
    {
        return $this->mirrorStore->rows["$kind:$id:" . self::PROVIDER]['sync_status'] ?? null;
    }

    /**
     * @return array<string, mixed>
     */
    public function chipRow(string $kind, int $id): array
    {
        return $this->mirrorStore->rows["$kind:$id:" . self::PROVIDER];
    }
}
