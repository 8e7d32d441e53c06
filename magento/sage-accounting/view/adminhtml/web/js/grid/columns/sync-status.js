/* Copyright (c) Byte8 Ledger. See LICENSE for terms. */
define(['Magento_Ui/js/grid/columns/select'], function (Select) {
    'use strict';

    return Select.extend({
        /**
         * The dash for what was never sent; the filter has a word for it.
         */
        getLabel: function (row) {
            return row['byte8_sync_label'] || '–';
        },

        getChipClass: function (row) {
            return 'byte8-sync-chip byte8-sync-chip--' + (row['byte8_sync_status'] || 'none');
        },

        getTitle: function (row) {
            return row['byte8_sync_title'] || '';
        },

        getReference: function (row) {
            return row['byte8_sync_reference'] || '';
        },

        getUrl: function (row) {
            return row['byte8_sync_url'] || '';
        }
    });
});
