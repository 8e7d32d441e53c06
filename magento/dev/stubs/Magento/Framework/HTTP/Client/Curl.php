<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\HTTP\Client;

class Curl
{
    /**
     * @param int $value
     * @return void
     */
    public function setTimeout($value)
    {
    }

    /**
     * @param int $name
     * @param mixed $value
     * @return void
     */
    public function setOption($name, $value)
    {
    }

    /**
     * @param string $name
     * @param string $value
     * @return void
     */
    public function addHeader($name, $value)
    {
    }

    /**
     * @param string $uri
     * @param array<mixed>|string $params
     * @return void
     */
    public function post($uri, $params)
    {
    }

    /**
     * @param string $uri
     * @return void
     */
    public function get($uri)
    {
    }

    /**
     * @return int
     */
    public function getStatus()
    {
        return 0;
    }

    /**
     * @return string
     */
    public function getBody()
    {
        return '';
    }

    /**
     * @return array<string, mixed>
     */
    public function getHeaders()
    {
        return [];
    }
}
