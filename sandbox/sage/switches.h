#pragma once
// Every guess about Sage is a switch: what public sources leave open can be set the other way, so
// that the product is proved against both. The default is the harder one for the caller where that
// is clear. sim-assumptions.md lists them with the reason of each default.

#include <cstdint>
#include <string>

#include "base/json.h"

namespace byte8::sandbox::sage {

struct Switches {
  // Idempotency.
  bool idempotency = true;             // off: the field is ignored
  std::string idem_mismatch = "422";   // "422" | "replay" | "create": same id, other body
  std::string idem_parallel = "wait";  // "wait" | "409": same id while the first is under way
  bool idem_remember_4xx = false;      // a refusal is remembered and replayed
  std::int64_t idempotency_memory_s = std::int64_t{7} * 24 * 3600;

  // OAuth.
  bool reuse_revokes_family = false;  // a superseded refresh token kills its grant
  bool revoke_kills_user = false;     // a revoke kills all grants of this user and client
  bool consent_page = false;          // a page with Allow and Deny instead of an immediate redirect
  std::int64_t code_life_s = 60;
  std::int64_t access_token_s = 300;
  std::int64_t refresh_token_s = 2'678'400;

  // Lists.
  bool next_always_null = false;          // "$next" is never filled
  std::string search_mode = "substring";  // "substring" | "prefix" | "word"
  std::int64_t search_lag_s = 0;          // new rows are missing from lists for so long
  bool search_finds_number = false;       // search also matches the document's own number

  // Validation.
  bool require_currency_tax_amount = true;
  bool refuse_html_entities = true;
  bool check_totals = true;  // amounts sent by the caller must agree with the computed ones
  std::string check_tax_amount = "off";  // "off" | "penny" | "exact": line tax against the rate
  bool cross_border_rule = true;         // zero rate and goods/services type outside GB
  std::string cross_border_country =
      "document";  // "document" | "contact": whose main_address counts
  bool duplicate_item_code_refused = false;
  bool credit_notes_in_standard = false;
  std::string void_reason_in = "both";  // "both" | "either" | "query" | "body"
  std::string total_off_by =
      "0.00";  // added to the total of each new document: a Sage that miscounts

  // Limits.
  std::int64_t concurrent_max = 150;   // per client id
  std::int64_t daily_max = 1'296'000;  // per client id and UTC day
  std::int64_t window_max = 0;         // per business in window_s; 0 = none
  std::int64_t window_s = 60;
  std::string retry_after = "seconds";  // "seconds" | "absent" | "date" | "zero"
  std::int64_t retry_after_s = 5;
  std::string limit_body = "empty";  // "empty" | "text" | "html" | "array"

  // World.
  bool parallel_same_number = false;  // overlapping POSTs of documents get the same number
  std::int64_t latency_ms = 0;        // every call takes so long before it is carried out
};

json::Value to_json(const Switches& switches);
// Sets the members named; the error names a member that does not exist, has another type or an
// unknown word.
Status set_switches(Switches& switches, const json::Value& members);

}  // namespace byte8::sandbox::sage
