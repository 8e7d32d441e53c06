/* Copyright (c) Byte8 Ledger. See LICENSE for terms. */
define(['mage/translate'], function ($t) {
    'use strict';

    /**
     * Copies a text box. The clipboard needs a secure page; elsewhere the old way does.
     *
     * @param {{source: String}} config
     * @param {HTMLElement} element
     */
    return function (config, element) {
        element.addEventListener('click', function () {
            var source = document.querySelector(config.source);

            source.select();
            if (navigator.clipboard && window.isSecureContext) {
                navigator.clipboard.writeText(source.value);
            } else {
                document.execCommand('copy');
            }
            element.querySelector('span').textContent = $t('Copied');
        });
    };
});
