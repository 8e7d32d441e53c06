#pragma once
// What the demo proves: every document of the store is in Sage once and to the penny, or is
// skipped, held or waiting for a reason. Compares three answers that know nothing of each other:
// the store's documents, the chassis' runs and the ledger's rows. Pure.

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace byte8::app {

enum class Where : std::uint8_t { in_sage, skipped, held, waiting, missing };
std::string_view word(Where where);

// A document is a distinct (entity kind, Magento id).
struct Compared {
  std::string kind;
  std::int64_t id = 0;
  std::string reference;  // Magento's number; empty for customers and products
  Where where = Where::missing;
  std::string currency;
  std::string store_total;  // two places; empty where the store has none
  std::string sage_total;
  std::string detail;  // Sage's number, or the reason
};

struct Comparison {
  std::vector<Compared> documents;  // by kind, then id
  std::int64_t in_sage = 0;
  std::int64_t skipped = 0;
  std::int64_t held = 0;
  std::int64_t waiting = 0;
  std::int64_t missing = 0;
  std::int64_t duplicate = 0;  // references that Sage has twice, and invoices that no run knows
  std::int64_t pence_off = 0;
  std::int64_t unsettled = 0;  // runs that go on by themselves: not at the end yet

  // Nothing lost, nothing twice, nothing off.
  bool right() const;
  std::string summary() const;  // "documents N · in Sage a · …"
  std::string table() const;
};

// `store`: documents with kind, id, increment_id, currency, grand_total. `runs`: items of GET
// /v1/runs. `books`: one business of the ledger, with sales_invoices. `duplicates`: as the ledger
// names them.
Result<Comparison> compare(const json::Array& store, const json::Array& runs,
                           const json::Value& books, const json::Array& duplicates);

}  // namespace byte8::app
