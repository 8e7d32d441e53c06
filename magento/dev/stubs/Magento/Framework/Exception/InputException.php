<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Exception;

use Magento\Framework\Phrase;

class InputException extends LocalizedException
{
    /**
     * @param string $fieldName
     * @return self
     */
    public static function requiredField($fieldName)
    {
        return new self(new Phrase('"%fieldName" is required. Enter and try again.', ['fieldName' => $fieldName]));
    }

    /**
     * @param string $fieldName
     * @param string|int $fieldValue
     * @return self
     */
    public static function invalidFieldValue($fieldName, $fieldValue)
    {
        return new self(new Phrase(
            'Invalid value of "%value" provided for the %fieldName field.',
            ['fieldName' => $fieldName, 'value' => $fieldValue]
        ));
    }
}
