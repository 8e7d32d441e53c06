/* Copyright (c) Byte8 Ledger. See LICENSE for terms. */
define(['jquery', 'Magento_Ui/js/modal/confirm', 'mage/translate'], function ($, confirmation, $t) {
    'use strict';

    /**
     * Posts to an address with the form key, after a question if there is one. A form of its own, because the button
     * stands inside the settings form.
     *
     * @param {{url: String, title: String, question: String}} config
     * @param {HTMLElement} element
     */
    return function (config, element) {
        function post() {
            var form = $('<form method="post"></form>').attr('action', config.url);

            $('<input type="hidden" name="form_key"/>').val(window.FORM_KEY).appendTo(form);
            element.disabled = true;
            form.appendTo(document.body).trigger('submit');
        }

        element.addEventListener('click', function () {
            if (!config.question) {
                post();
                return;
            }
            confirmation({
                title: config.title,
                content: $('<div></div>').text(config.question).html(),
                actions: {
                    confirm: post
                },
                buttons: [{
                    text: $t('Cancel'),
                    class: 'action-secondary action-dismiss',
                    click: function (event) {
                        this.closeModal(event);
                    }
                }, {
                    text: element.textContent.trim(),
                    class: 'action-primary action-accept',
                    click: function (event) {
                        this.closeModal(event, true);
                    }
                }]
            });
        });
    };
});
