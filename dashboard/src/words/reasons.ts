// Every code that a person can meet, in a sentence: what happened, and who can do something about
// it. A code of the interface without an entry fails a test.

export interface Reason {
  sentence: string;
  who?: "store" | "sage" | "settings" | "operator" | "nobody";
}

const waiting: Record<string, Reason> = {
  policy_incomplete: { sentence: "Waits for the settings: a required default is missing.", who: "settings" },
  sage_not_connected: { sentence: "Waits until a Sage business is connected.", who: "sage" },
  invoice_pending: { sentence: "Waits for its invoice, which is not in Sage yet.", who: "nobody" },
  invoice_needs_review: { sentence: "Waits for its invoice, which is held for a person.", who: "settings" },
  checking_outcome: {
    sentence:
      "Sage did not answer in time, so it may have been created. We look for it before doing anything else.",
    who: "nobody",
  },
  store_unavailable: { sentence: "The store did not answer. It is asked again by itself.", who: "store" },
  sage_unavailable: { sentence: "Sage did not answer. It is asked again by itself.", who: "nobody" },
  paused: { sentence: "Posting is paused for this binding.", who: "settings" },
  rate_limited: { sentence: "Waits for Sage's request budget. Continues by itself.", who: "nobody" },
  sage_access_removed: { sentence: "Sage ended our access. Waits until somebody signs in at Sage again.", who: "sage" },
  not_yet_supported: { sentence: "This version does not post this kind yet. It is kept and waits." },
};

const ended: Record<string, Reason> = {
  binding_revoked: { sentence: "Cancelled when the binding was disconnected. It can run again after reconnecting." },
  ignored: { sentence: "Ignored by a person. It was not posted." },
  superseded: { sentence: "A newer event of the same document took its place." },
};

const skipped: Record<string, Reason> = {
  unpaid_invoice: { sentence: "The invoice is unpaid and the settings leave those out.", who: "settings" },
  zero_value_invoice: { sentence: "The total is 0.00 and the settings leave those out.", who: "settings" },
  outside_sync_since: { sentence: "Older than the start date in the settings.", who: "settings" },
  website_not_in_filter: { sentence: "Its website is not in the settings' list.", who: "settings" },
  store_not_in_filter: { sentence: "Its store view is not in the settings' list.", who: "settings" },
  products_disabled: { sentence: "The settings leave products out.", who: "settings" },
  PRODUCT_TYPE_NOT_SUPPORTED: { sentence: "Sage has no such kind of product; its simple products sync." },
  payment_method_not_mapped: { sentence: "Its payment method has no bank account in the settings, so it stays unpaid.", who: "settings" },
  cancelled_in_magento: { sentence: "The document was cancelled in Magento." },
};

const failed: Record<string, Reason> = {
  auth: { sentence: "A sign-in to Sage or the store was refused.", who: "sage" },
  not_found: { sentence: "The document could not be found.", who: "store" },
  validation: { sentence: "Sage refused the document.", who: "settings" },
  provider: { sentence: "Sage had an error of its own.", who: "nobody" },
  http: { sentence: "There was no usable answer.", who: "nobody" },
  database: { sentence: "Our database had trouble.", who: "operator" },
  serde: { sentence: "An answer could not be read.", who: "operator" },
  internal: { sentence: "An error of ours.", who: "operator" },
  needs_review: { sentence: "Held for a person.", who: "settings" },
  tax_not_mapped: { sentence: "Sage has no rate for a tax percentage of this document.", who: "settings" },
  tax_charged_abroad: {
    sentence:
      "Tax was charged where the rules expect none. We do not drop tax that was paid: map this percentage for the country group, or correct the order.",
    who: "settings",
  },
  totals_differ: { sentence: "Sage would compute another total than Magento's. Nothing has been posted.", who: "settings" },
  echo_differs: { sentence: "Sage recorded another total than Magento's.", who: "sage" },
  differs_in_ledger: { sentence: "A document of this number is in Sage, with other contents.", who: "sage" },
  reinstalled_store: { sentence: "This number is known as an older document. The shop may have been installed anew.", who: "store" },
  closed_period: { sentence: "Sage is closed for the date of this document.", who: "sage" },
  not_in_reference: { sentence: "A chosen account or rate no longer exists in Sage.", who: "settings" },
  zero_rate_not_zero: { sentence: "The rate chosen for lines without tax is not 0 %.", who: "settings" },
  default_tax_rate_id: { sentence: "A default tax rate is missing in the settings.", who: "settings" },
  currency_not_listed: { sentence: "Sage does not have the document's currency switched on.", who: "sage" },
  multi_currency_disabled: { sentence: "The Sage business has foreign currencies switched off.", who: "sage" },
  exchange_rate_missing: { sentence: "The store did not say the exchange rate.", who: "store" },
  guest_without_email: { sentence: "A guest without an e-mail cannot be told from others.", who: "store" },
  contact_reference_too_long: { sentence: "The contact's reference would be longer than Sage takes.", who: "settings" },
  reference_taken: { sentence: "Sage has another record under this reference.", who: "sage" },
  reference_too_long: { sentence: "The number with its prefix is longer than Sage takes.", who: "settings" },
  too_many_matches: { sentence: "Sage has more than one record that could be this one.", who: "sage" },
  too_many_generations: { sentence: "Sage refused several corrected versions.", who: "settings" },
  document_gone: { sentence: "The document was deleted in the store.", who: "store" },
  billing_country_missing: { sentence: "The document has no billing country.", who: "store" },
  negative_amount: { sentence: "An amount is negative where Sage takes none.", who: "store" },
  no_lines: { sentence: "The document has no lines.", who: "store" },
  hidden_term: { sentence: "The store's parts do not add up to its total.", who: "store" },
  unreadable_answer: { sentence: "An answer could not be read.", who: "operator" },
  wrong_business: { sentence: "Sage answered for another business.", who: "operator" },
  sage_access_denied: { sentence: "The Sage user who connected lacks a right.", who: "sage" },
  no_subscription: { sentence: "The Sage subscription has ended.", who: "sage" },
  store_rejected_key: { sentence: "The store no longer accepts us.", who: "store" },
  store_unreachable: { sentence: "The store does not answer.", who: "store" },
  clock_differs: { sentence: "The clock of the store's machine is wrong.", who: "store" },
  not_a_byte8_store: { sentence: "No Byte8 module answers at the store's address.", who: "store" },
};

const notes: Record<string, Reason> = {
  rounding_line: { sentence: "A visible rounding line was added." },
  rounded_to_minor_unit: { sentence: "The store's total had more decimals and was rounded half up, as it was paid." },
  tax_rate_defaulted: { sentence: "A known percentage without a mapping took the default rate." },
  mixed_eu_goods_services_coerced_to_default: { sentence: "Goods and services were mixed; the default type was taken." },
  nothing_to_pay: { sentence: "The total is zero: there was nothing to pay." },
  already_in_ledger: { sentence: "It was in Sage already and was taken up, not created again." },
  tax_number_dropped: { sentence: "A tax number that Sage would refuse was left out." },
  email_dropped: { sentence: "An e-mail that Sage would refuse was left out." },
  name_shortened: { sentence: "A name was shortened to what Sage takes." },
  address_shortened: { sentence: "An address was shortened to what Sage takes." },
  telephone_shortened: { sentence: "A telephone number was shortened." },
  description_shortened: { sentence: "A description was shortened." },
  discount_tax_compensation_derived: { sentence: "A discount's tax was derived from the totals." },
  shipping_discount_derived: { sentence: "A shipping discount was derived from the totals." },
  fixed_product_tax_derived: { sentence: "A fixed product tax was derived from the totals." },
};

// Of the way to Sage and back.
const connecting: Record<string, Reason> = {
  no_subscription: { sentence: "This business has no Sage subscription." },
  country_not_supported: { sentence: "Its country is not supported." },
  already_bound: { sentence: "It is connected to another store." },
  unreadable: { sentence: "Sage did not let us read it." },
};

const all: Record<string, Reason> = { ...connecting, ...notes, ...ended, ...skipped, ...failed, ...waiting };

export function knownCode(code: string): boolean {
  return code in all;
}

export function reasonOf(code: string): Reason {
  return all[code] ?? { sentence: `${code.replaceAll("_", " ")}.` };
}

export function notUsable(code: string): string {
  return connecting[code]?.sentence ?? reasonOf(code).sentence;
}

// Why a row is where it is, in one sentence; empty for the ordinary.
export function whyOf(run: {
  status: string;
  reason: string | null;
  skip_reason?: string | null;
  error?: { code?: string; detail?: string | null; message?: string } | null;
}): string {
  if (run.status === "skipped_by_policy" && run.skip_reason) return reasonOf(run.skip_reason).sentence;
  if ((run.status === "waiting" || run.status === "cancelled") && run.reason) return reasonOf(run.reason).sentence;
  if (run.status !== "failed" && run.status !== "needs_review") return "";
  const error = run.error;
  if (!error) return "";
  const code = error.detail ?? error.code ?? "";
  return knownCode(code) ? reasonOf(code).sentence : (error.message ?? reasonOf(code).sentence);
}

export const revokedBecause: Record<string, string> = {
  disconnected_in_magento: "Disconnected in Magento.",
  disconnected_in_dashboard: "Disconnected here.",
  store_rejected_key: "The store no longer accepted our key.",
  subscription_ended: "The subscription ended.",
  replaced: "A newer binding of the same store took its business.",
};
