<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Model;

use Byte8\Client\Api\Data\SyncStateInterface;
use Byte8\Client\Api\EventsInterface;
use Byte8\Client\Api\SyncStateUpsertInterface;
use Byte8\Client\Model\Mirror\Mirror;
use Byte8\Client\Model\Mirror\Outcome;
use Byte8\Core\Api\ClockInterface;
use Byte8\Core\Model\JsonText;
use Byte8\Core\Model\Utc;
use Magento\Framework\Exception\InputException;
use Magento\Framework\Phrase;
use Magento\Framework\Webapi\Exception as WebapiException;
use Psr\Log\LoggerInterface;

/**
 * Checks a report and hands it to the mirror. What is wrong with the report is 400; what is wrong here is 503, so that
 * the ledger tries again.
 */
class SyncStateUpsert implements SyncStateUpsertInterface
{
    private const PROVIDER_LENGTH = 32;
    private const TEXT_LENGTH = 64;
    private const URL_LENGTH = 255;
    private const STATUSES = [SyncStateInterface::SYNCED, SyncStateInterface::SKIPPED, SyncStateInterface::FAILED];

    /**
     * @param Mirror $mirror
     * @param ClockInterface $clock
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly Mirror $mirror,
        private readonly ClockInterface $clock,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * @inheritdoc
     */
    public function save(
        string $entityType,
        int $magentoEntityId,
        string $provider,
        string $syncStatus,
        ?string $providerEntityId = null,
        ?string $providerReference = null,
        ?string $skipReason = null,
        ?string $errorCode = null,
        ?string $lastSyncAt = null,
        ?string $providerUrl = null
    ): void {
        $this->checkOneOf('entityType', $entityType, EventsInterface::KINDS);
        $this->checkOneOf('syncStatus', $syncStatus, self::STATUSES);
        if ($magentoEntityId <= 0) {
            throw InputException::invalidFieldValue('magentoEntityId', $magentoEntityId);
        }
        if (trim($provider) === '' || mb_strlen($provider) > self::PROVIDER_LENGTH) {
            throw InputException::invalidFieldValue('provider', $provider);
        }
        $at = $lastSyncAt === null || $lastSyncAt === '' ? $this->clock->now() : Utc::parse($lastSyncAt);
        if ($at === null) {
            throw InputException::invalidFieldValue('lastSyncAt', (string)$lastSyncAt);
        }
        try {
            $this->mirror->apply(new Outcome(
                $entityType,
                $magentoEntityId,
                $provider,
                $syncStatus,
                $at,
                $this->text($providerEntityId),
                $this->text($providerReference),
                $this->text($skipReason),
                $this->text($errorCode),
                $this->url($providerUrl)
            ));
        } catch (\Throwable $e) {
            $this->logger->error('A report of the ledger was not stored.', ['exception' => $e]);
            throw new WebapiException(new Phrase('The state could not be stored. Try again.'), 0, 503);
        }
    }

    /**
     * Refuses a word that is not in the list.
     *
     * @param string $field
     * @param string $value
     * @param string[] $allowed
     * @return void
     * @throws InputException
     */
    private function checkOneOf(string $field, string $value, array $allowed): void
    {
        if (!in_array($value, $allowed, true)) {
            throw InputException::invalidFieldValue($field, $value);
        }
    }

    /**
     * A link that may stand in the admin; what is none, or does not fit, is left out.
     *
     * @param string|null $url
     * @return string|null
     */
    private function url(?string $url): ?string
    {
        $isLink = $url !== null && preg_match('#^https?://[^\s<>"]+$#i', $url) === 1;
        return $isLink && strlen((string)$url) <= self::URL_LENGTH ? $url : null;
    }

    /**
     * Fits a text into its column.
     *
     * @param string|null $text
     * @return string|null
     */
    private function text(?string $text): ?string
    {
        return $text === null || $text === '' ? null : JsonText::cut($text, self::TEXT_LENGTH);
    }
}
