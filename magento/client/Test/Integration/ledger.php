<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

/*
 * A ledger for the journey: answers what its file "answer" says, writes every request to its file "requests".
 * Run by PHP's built-in server.
 */
$folder = (string)getenv('BYTE8_LEDGER_FOLDER');
$headers = array_change_key_case(getallheaders());
file_put_contents(
    $folder . '/requests',
    json_encode([
        'method' => $_SERVER['REQUEST_METHOD'],
        'path' => $_SERVER['REQUEST_URI'],
        'key' => $headers['idempotency-key'] ?? '',
        'token' => $headers['authorization'] ?? '',
        'body' => file_get_contents('php://input'),
    ]) . "\n",
    FILE_APPEND | LOCK_EX
);
$answer = json_decode((string)file_get_contents($folder . '/answer'), true);
http_response_code($answer['status']);
header('Content-Type: application/json');
echo $answer['body'];
