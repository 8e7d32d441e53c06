<?php
/**
 * Copyright (c) Byte8 Ledger. See LICENSE for terms.
 */

declare(strict_types=1);

namespace Magento\Framework\Filesystem\Driver;

class File
{
    /**
     * @param string $path
     * @return string
     * @throws \Magento\Framework\Exception\FileSystemException
     */
    public function fileGetContents($path)
    {
        $content = is_file($path) ? file_get_contents($path) : false;
        if ($content === false) {
            throw new \Magento\Framework\Exception\FileSystemException(new \Magento\Framework\Phrase('no file'));
        }
        return $content;
    }
}
