<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Exception;

use Magento\Framework\Phrase;

class NoSuchEntityException extends LocalizedException
{
    /**
     * @param string $fieldName
     * @param string|int $fieldValue
     * @return self
     */
    public static function singleField($fieldName, $fieldValue)
    {
        return new self(new Phrase(
            'No such entity with %fieldName = %fieldValue',
            ['fieldName' => $fieldName, 'fieldValue' => $fieldValue]
        ));
    }
}
