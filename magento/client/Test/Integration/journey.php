<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

/*
 * A journey through a real Magento: pairing, REST, saves, delivery, reports, disconnect. Needs MAGENTO_ROOT (an
 * installed Magento with the three modules) and MAGENTO_URL (its base URL). Pairs the store anew and leaves it
 * disconnected; writes one customer and one product.
 *
 *   MAGENTO_ROOT=… MAGENTO_URL=http://127.0.0.1:8080 php client/Test/Integration/journey.php
 */
use Byte8\Client\Api\ConnectionInterface;
use Byte8\Client\Api\DisconnectInterface;
use Byte8\Client\Api\DrainInterface;
use Byte8\Client\Api\KeyDerivationInterface;
use Byte8\Client\Api\OutboxAdminInterface;
use Byte8\Client\Api\PairingCodeInterface;
use Byte8\Client\Api\QueueStateInterface;
use Byte8\Client\Model\Jwt\Base64Url;
use Magento\Framework\App\Bootstrap;
use Magento\Framework\App\ResourceConnection;

$root = (string)getenv('MAGENTO_ROOT');
$url = rtrim((string)getenv('MAGENTO_URL'), '/');
if ($root === '' || $url === '') {
    echo "skipped: MAGENTO_ROOT and MAGENTO_URL are not set\n";
    exit(0);
}
require $root . '/app/bootstrap.php';
$magento = Bootstrap::create($root, $_SERVER)->getObjectManager();
$magento->get(\Magento\Framework\App\State::class)->setAreaCode('crontab');

const TENANT = 'a8d4e2e0-1c4e-11ef-9262-0242ac120002';
const KEY = 'byte8_lk_example_master_key_0123456789';

$passed = 0;
$failed = 0;
$check = function (string $what, bool $good, $detail = '') use (&$passed, &$failed): void {
    $good ? $passed++ : $failed++;
    echo($good ? 'ok   ' : 'FAIL ') . $what . ($good ? '' : ' ' . json_encode($detail)) . "\n";
};
$token = function (array $changes = []) use ($magento): string {
    $claims = $changes + ['iss' => 'byte8-ledger', 'sub' => TENANT, 'aud' => 'magento', 'iat' => time() - 60,
        'nbf' => time() - 60, 'exp' => time() + 240, 'jti' => bin2hex(random_bytes(16))];
    $signed = Base64Url::encode('{"alg":"HS256","typ":"JWT"}') . '.' . Base64Url::encode(json_encode($claims));
    $key = $magento->get(KeyDerivationInterface::class)->derive(KEY, KeyDerivationInterface::INBOUND);
    return $signed . '.' . Base64Url::encode(hash_hmac('sha256', $signed, $key, true));
};
$rest = function (string $method, string $path, ?array $body = null, ?string $bearer = null) use ($url): array {
    $curl = curl_init($url . '/rest/V1/byte8' . $path);
    $headers = ['Accept: application/json', 'Content-Type: application/json'];
    if ($bearer !== null) {
        $headers[] = 'Authorization: Bearer ' . $bearer;
    }
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers] + ($body === null ? [] : [CURLOPT_POSTFIELDS => json_encode($body)]));
    $text = (string)curl_exec($curl);
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $text, json_decode($text, true)];
};
$get = fn (string $path): array => $rest('GET', $path, null, $token());

$folder = sys_get_temp_dir() . '/byte8-ledger-' . getmypid();
mkdir($folder);
$answer = fn (int $status, string $body) => file_put_contents($folder . '/answer', json_encode(compact('status', 'body')));
$requests = function () use ($folder): array {
    $lines = is_file($folder . '/requests') ? file($folder . '/requests', FILE_IGNORE_NEW_LINES) : [];
    return array_map(static fn (string $line): array => json_decode($line, true), $lines);
};
$answer(202, '{"sync_run_id":"run-1"}');
$port = 18990;
$ledger = proc_open(
    [PHP_BINARY, '-S', "127.0.0.1:$port", __DIR__ . '/ledger.php'],
    [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']],
    $pipes,
    null,
    ['BYTE8_LEDGER_FOLDER' => $folder] + getenv()
);
for ($i = 0; $i < 50 && !@fsockopen('127.0.0.1', $port); $i++) {
    usleep(100000);
}

try {
    $db = $magento->get(ResourceConnection::class)->getConnection();
    $drain = fn (): int => $magento->create(DrainInterface::class)->run(30);
    $count = fn (string $status): int => (int)$db->fetchOne(
        $db->select()->from('byte8_event_outbox', [new Zend_Db_Expr('COUNT(*)')])->where('status = ?', $status)
    );
    $magento->get(DisconnectInterface::class)->execute();

    [$status] = $get('/ping');
    $check('not paired: ping is 401', $status === 401, $status);
    $code = $magento->get(PairingCodeInterface::class)->generate();
    $pair = ['pairing_code' => $code, 'tenant_id' => TENANT, 'byte8_api_key' => KEY];
    $pair['ledger_base_url'] = "http://127.0.0.1:$port/";
    [$status] = $rest('POST', '/setup/pair', ['pairing_code' => 'wrong'] + $pair);
    $check('a wrong code is 401', $status === 401, $status);
    [$status] = $rest('POST', '/setup/pair', ['tenant_id' => null] + $pair);
    $check('a missing field is 400', $status === 400, $status);
    [$status, $text] = $rest('POST', '/setup/pair', $pair);
    $check('pairing is 200 []', $status === 200 && $text === '[]', [$status, $text]);
    [$status] = $rest('POST', '/setup/pair', $pair);
    $check('the code works once', $status === 401, $status);
    // The pairing happened in another process.
    $magento->get(\Magento\Framework\App\Config\ReinitableConfigInterface::class)->reinit();
    $connection = $magento->get(ConnectionInterface::class);
    $check('S20 connected', $connection->getState() === 'connected', $connection->getState());

    [$status, $text] = $get('/ping');
    $check('ping is an object', $status === 200 && str_starts_with($text, '{"ok":true,"tenant_id":"' . TENANT), $text);
    $once = $token();
    $first = $rest('GET', '/ping', null, $once)[0];
    $second = $rest('GET', '/ping', null, $once)[0];
    $check('a token works once', [$first, $second] === [200, 401], [$first, $second]);
    foreach (['exp' => time() - 120, 'aud' => ['magento'], 'sub' => 'x'] as $claim => $value) {
        $check("a wrong $claim is 401", $rest('GET', '/ping', null, $token([$claim => $value]))[0] === 401);
    }
    $check('no token is 401', $rest('GET', '/ping')[0] === 401);
    $curl = curl_init($url . '/rest/V1/orders/1');
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . $token()]]);
    curl_exec($curl);
    $check('E-34 the ledger gets nothing else', curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 401);

    [$status, $text, $methods] = $get('/payment-methods');
    $check('payment methods', $status === 200 && isset($methods[0]['code'], $methods[0]['is_active']), $text);
    [$status, $text, $state] = $get('/status');
    $check('status', $status === 200 && isset($state['outbox']['pending'], $state['websites'][0]['id']), $text);
    foreach (['invoice', 'creditmemo', 'customer', 'product'] as $kind) {
        [$status, $text, $page] = $get("/entities?kind=$kind&limit=1");
        $check("ids of $kind", $status === 200 && is_array($page['ids'] ?? null), $text);
        $id = $page['ids'][0] ?? null;
        if ($id !== null) {
            [$status, $text, $entity] = $get("/$kind/$id");
            $check("$kind $id", $status === 200 && $entity['magento_id'] === $id, $text);
            echo "     $text\n";
        }
    }
    [$status, $text] = $get('/payment/1');
    $check('payment', in_array($status, [200, 404], true), $text);
    $check('an unknown invoice is 404', $get('/invoice/99999999')[0] === 404);
    $check('invoice 0 is 400', $get('/invoice/0')[0] === 400);
    $check('product 0 is 404', $get('/product/0')[0] === 404);
    $check('a wrong kind is 400', $get('/entities?kind=order')[0] === 400);

    $drain();
    $check('what waited was delivered', $count('pending') === 0, $count('pending'));
    $before = count($requests());
    $products = $magento->get(\Magento\Catalog\Api\ProductRepositoryInterface::class);
    $sku = 'BYTE8-JOURNEY';
    $product = $magento->create(\Magento\Catalog\Model\Product::class);
    $product->setSku($sku)->setName('Journey')->setPrice(10)->setAttributeSetId(4)->setTypeId('simple')
        ->setStatus(1)->setVisibility(1)->setStockData(['qty' => 5, 'is_in_stock' => 1]);
    $productId = (int)$products->save($product)->getId();
    $drain();
    $sent = array_slice($requests(), $before);
    $check('a saved product is one event', count($sent) === 1
        && str_ends_with($sent[0]['path'], '/webhooks/magento/' . TENANT . '/product.upserted'), $sent);
    $again = $products->get($sku, true, null, true);
    $products->save($again->setPrice(11));
    $drain();
    $sent = array_slice($requests(), $before);
    $check('E-01 the second edit arrives under another key', count($sent) === 2 && $sent[0]['key'] !== $sent[1]['key'], $sent);

    $before = count($requests());
    $magento->get(\Magento\Catalog\Model\Product\Action::class)->updateAttributes([$productId], ['price' => 12], 0);
    $drain();
    $check('B010 mass update', count($requests()) === $before + 1, array_slice($requests(), $before));
    $source = $magento->create(\Magento\InventoryApi\Api\Data\SourceItemInterface::class);
    $source->setSku($sku);
    $source->setSourceCode('default');
    $source->setQuantity(7);
    $source->setStatus(1);
    $magento->get(\Magento\InventoryApi\Api\SourceItemsSaveInterface::class)->execute([$source]);
    $drain();
    $check('B010 source items', count($requests()) === $before + 2, array_slice($requests(), $before));
    [, $text, $seen] = $get("/product/$productId");
    $check('product by REST', $seen['price'] == 12 && $seen['salable_qty'] == 7 && $seen['status'] === 'enabled', $text);

    $customers = $magento->get(\Magento\Customer\Api\CustomerRepositoryInterface::class);
    $customer = $magento->create(\Magento\Customer\Api\Data\CustomerInterface::class);
    $customer->setEmail('journey-' . getmypid() . '@example.com')->setFirstname('Ada')->setLastname('Lovelace');
    $customer->setWebsiteId(1)->setGroupId(1);
    $customerId = (int)$customers->save($customer)->getId();
    $drain();
    $before = count($requests());
    $region = $magento->create(\Magento\Customer\Api\Data\RegionInterface::class)->setRegion('Leeds');
    $address = $magento->create(\Magento\Customer\Api\Data\AddressInterface::class);
    $address->setCustomerId($customerId)->setFirstname('Ada')->setLastname('Lovelace')->setStreet(['12 Mill Lane'])
        ->setCity('Leeds')->setPostcode('LS1 4AP')->setCountryId('GB')->setTelephone('0113')->setRegion($region)
        ->setCompany('Mill Ltd')->setVatId('GB123456789')->setIsDefaultBilling(true);
    $magento->get(\Magento\Customer\Api\AddressRepositoryInterface::class)->save($address);
    $drain();
    $check('B010 an address', count($requests()) > $before, array_slice($requests(), $before));
    [, $text, $contact] = $get("/customer/$customerId");
    $check('E-11 company and VAT number', ($contact['company'] ?? '') === 'Mill Ltd'
        && ($contact['vat_id'] ?? '') === 'GB123456789', $text);
    $check('chip pending', 'pending' === $db->fetchOne($db->select()->from('byte8_entity_sync_state', 'sync_status')
        ->where('entity_type = ?', 'customer')->where('magento_id = ?', $customerId)));

    $report = ['entity_type' => 'customer', 'magento_entity_id' => $customerId, 'provider' => 'sage_accounting',
        'sync_status' => 'synced', 'provider_entity_id' => 'c-1', 'provider_reference' => 'M57',
        'skip_reason' => null, 'error_code' => null, 'last_sync_at' => gmdate('Y-m-d\TH:i:s\Z')];
    [$status, $text] = $rest('POST', '/sync-state', $report, $token());
    $check('a report is 200 []', $status === 200 && $text === '[]', [$status, $text]);
    $late = ['sync_status' => 'failed', 'provider_entity_id' => null, 'last_sync_at' => '2020-01-01T00:00:00Z'];
    $rest('POST', '/sync-state', $late + $report, $token());
    $row = $db->fetchRow($db->select()->from('byte8_entity_sync_state')->where('entity_type = ?', 'customer')
        ->where('magento_id = ?', $customerId));
    $check('E-10 a late report changes nothing', $row['sync_status'] === 'synced' && $row['provider_entity_id'] === 'c-1', $row);
    $check('pending is refused', $rest('POST', '/sync-state', ['sync_status' => 'pending'] + $report, $token())[0] === 400);

    $answer(401, '{"code":"binding_revoked","message":"gone"}');
    $products->save($products->get($sku, true, null, true)->setPrice(13));
    $drain();
    $admin = $magento->get(OutboxAdminInterface::class);
    $check('S18 dead letters with their cause', ($admin->countByCause()['binding_revoked'] ?? 0) >= 1, $admin->countByCause());
    $answer(202, '{}');
    [$status, $text, $result] = $rest('POST', '/outbox/requeue', ['cause' => 'binding_revoked', 'limit' => 10], $token());
    $check('S18 requeue by cause', $status === 200 && ($result['requeued'] ?? 0) >= 1, $text);
    $check('and delivered', $drain() >= 1 && $admin->countDeadLetters() === 0, $admin->countByCause());

    $answer(403, 'no');
    $products->save($products->get($sku, true, null, true)->setPrice(14));
    $drain();
    $queue = $magento->get(QueueStateInterface::class);
    $check('E-02 the queue pauses', $queue->getState() === 'paused' && $count('pending') >= 1, $queue->getState());

    $answer(500, 'down');
    $rows = $db->fetchAll($db->select()->from('byte8_event_outbox')->order('entity_id'));
    $result = $magento->get(DisconnectInterface::class)->execute();
    $check('S12 disconnect with a broken ledger', $result->wasConnected() && !$result->isAcknowledged());
    $check('S5 S10 credentials are gone', [] === $db->fetchCol($db->select()->from('core_config_data', 'path')
        ->where("path IN ('byte8/client/tenant_id','byte8/client/api_key','byte8/sage_accounting/tenant_id',"
            . "'byte8/sage_accounting/api_key')")));
    $drain();
    $check('S7 the rows stay', $rows === $db->fetchAll($db->select()->from('byte8_event_outbox')->order('entity_id')));
    $check('and ping is 401', $get('/ping')[0] === 401);
} finally {
    proc_terminate($ledger);
    array_map('unlink', glob($folder . '/*') ?: []);
    rmdir($folder);
}
echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
