/* Copyright (c) Byte8 Ledger. See LICENSE for terms. */
define(['jquery'], function ($) {
    'use strict';

    /**
     * Fills a status panel with the store's answer, as text. A question that fails leaves what the page showed at first.
     *
     * @param {{url: String}} config
     * @param {HTMLElement} element
     */
    return function (config, element) {
        $.ajax({url: config.url, method: 'GET', dataType: 'json', showLoader: false, global: false}).done(function (answer) {
            if (!answer || typeof answer.label !== 'string') {
                return;
            }
            element.setAttribute('data-byte8-tone', answer.tone);
            element.setAttribute('data-byte8-state', answer.state);
            element.setAttribute('data-byte8-fresh', '1');
            element.querySelectorAll('[data-byte8-field]').forEach(function (field) {
                field.textContent = answer[field.getAttribute('data-byte8-field')] || '';
            });
            if (element.tagName === 'A') {
                element.setAttribute('href', answer.target);
            }
        });
    };
});
