#pragma once
// Postings: what we know of each act on the ledger. The memory of `once` (engine/once.h).

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct PostingRow {
  std::int64_t account_id = 0;
  std::string operation_key;
  std::int64_t generation = 1;
  std::int64_t binding_id = 0;
  std::int64_t business_id = 0;
  std::string kind;
  std::string marker;  // what finds it at the provider: the reference
  std::string idempotency_id;
  std::string sealed_body;  // AAD: sealed_identity(...)
  std::string sealed_plan;
  std::string body_hash;
  std::string state = "intended";  // intended | acted | settled | refused | held
  std::int64_t act_no = 0;
  std::optional<std::int64_t> first_acted_at;
  std::optional<std::int64_t> acted_at;
  bool doubted = false;  // some act of this generation ended in doubt
  std::optional<std::string> provider_id;
  std::optional<std::string> record;  // JSON of model::LedgerRecord
  std::optional<std::string> error_code;
  std::optional<std::string> error;  // JSON of the last Error
  std::int64_t created_at = 0;
};

// Which act of which posting an outside call is.
struct PostingRef {
  std::int64_t account_id = 0;
  std::string operation_key;
  std::int64_t generation = 0;
  std::int64_t act_no = 0;
};

struct XrefRow {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::int64_t business_id = 0;
  std::string kind;         // contact | sales_invoice
  std::string magento_key;  // "42"; for contacts the source_guid
  std::string provider_id;
  std::string reference;
  std::string displayed_as;
  std::string url;
  std::string fingerprint;  // increment id and creation time of the document that was mapped
  std::int64_t created_at = 0;
};

namespace postings {
std::string sealed_identity(std::string_view operation_key, std::int64_t generation,
                            std::string_view part);

// Every generation of a key, newest first.
port::Query find(std::int64_t account_id, const std::string& operation_key);
PostingRow row(port::Row row);
port::Query insert(const PostingRow& posting);
// Before the first act of a generation a new plan replaces the body. `changed` is 1 or 0.
port::Query replace_body(const PostingRow& posting);
// Conditional: 1 only if nobody acted in between and the binding is still in that epoch and active.
port::Query mark(const PostingRef& ref, std::int64_t binding_id, std::int64_t epoch,
                 std::int64_t at);
// All conditional on (key, generation, act_no, state = 'acted').
port::Query settle(const PostingRef& ref, const std::string& provider_id, const std::string& record,
                   std::int64_t at);
port::Query unacted(const PostingRef& ref, const std::string& error_code, const std::string& error);
port::Query doubt(const PostingRef& ref, const std::string& error_code, const std::string& error);
port::Query refuse(const PostingRef& ref, const std::string& error_code, const std::string& error,
                   std::int64_t at);
port::Query hold(const PostingRef& ref, const std::string& error_code, const std::string& error,
                 std::int64_t at);
// Adoption: a look found our record; any state but settled.
port::Query adopt(const PostingRef& ref, const std::string& provider_id, const std::string& record,
                  std::int64_t at);
// A person wants a held one tried again: it counts as in doubt, so the ledger is asked first.
port::Query release(std::int64_t account_id, const std::string& operation_key);
// What was settled is gone from the ledger: its generation counts as refused, the next one makes it
// anew.
port::Query gone(std::int64_t account_id, const std::string& operation_key,
                 const std::string& error_code, const std::string& error);
// Seven days after settling the sealed body and plan go.
port::Query forget_bodies(std::int64_t settled_before, std::int64_t limit);
}  // namespace postings

namespace xrefs {
port::Query find(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                 const std::string& kind, const std::string& magento_key);
XrefRow row(const port::Row& row);
port::Query put(const XrefRow& xref);
// Those whose key begins with this, by key.
port::Query with_prefix(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                        const std::string& kind, const std::string& prefix);
// Every mapping of that kind to this record of the ledger.
port::Query forget(std::int64_t account_id, std::int64_t store_id, std::int64_t business_id,
                   const std::string& kind, const std::string& provider_id);
}  // namespace xrefs

}  // namespace byte8::store
