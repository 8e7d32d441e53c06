<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Byte8\Client\Test\Unit\Fake;

use Magento\Framework\Encryption\EncryptorInterface;

/**
 * Good for what it encrypted itself; anything else decrypts to nothing, as after a change of the key.
 */
class FakeEncryptor implements EncryptorInterface
{
    public function encrypt($data)
    {
        return 'enc:' . strrev($data);
    }

    public function decrypt($data)
    {
        return str_starts_with($data, 'enc:') ? strrev(substr($data, 4)) : '';
    }
}
