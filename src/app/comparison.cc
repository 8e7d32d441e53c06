#include "app/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "model/money.h"

namespace byte8::app {
namespace {

// Waits that only a person ends.
constexpr std::array<std::string_view, 2> for_a_person = {"invoice_needs_review",
                                                          "policy_incomplete"};
constexpr std::size_t detail_width = 60;

using Key = std::tuple<std::string, std::int64_t>;

const json::Value& member(const json::Value& value, std::string_view key) {
  static const json::Value none;
  const json::Value* found = value.find(key);
  return found == nullptr ? none : *found;
}

std::int64_t number(const json::Value& value) {
  if (value.is_number()) return value.integer().value_or(0);
  if (!value.is_string()) return 0;
  const json::Value read = json::Number{value.string()};
  return read.integer().value_or(0);
}

// "invoice.paid" is about an invoice.
std::string kind_of(const std::string& event) {
  return event.substr(0, event.find('.'));
}

struct SageDocument {
  std::string number;
  std::optional<model::Amount> total;  // contacts and articles have none
};

bool flag(const json::Value& row, std::string_view key) {
  const json::Value& value = member(row, key);
  return value.is_bool() && value.boolean();
}

Where where_of(const std::string& status) {
  if (status == "succeeded") return Where::in_sage;
  if (status == "skipped_by_policy") return Where::skipped;
  if (status == "needs_review" || status == "failed" || status == "cancelled") return Where::held;
  return Where::waiting;
}

std::string reason_of(const json::Value& run) {
  const json::Value& error = member(run, "error");
  if (error.is_object()) {
    return error.text_or("code") + ": " + error.text_or("message");
  }
  for (const char* key : {"skip_reason", "reason", "status"}) {
    if (std::string text = run.text_or(key); !text.empty()) return text;
  }
  return {};
}

class Comparing {
 public:
  Status read_store(const json::Array& store);
  Status read_books(const json::Value& books);
  void read_run(const json::Value& run);
  Comparison finish(std::int64_t duplicates);

 private:
  struct Entry {
    Compared compared;
    model::Amount store_total;
    std::string provider_id;
    bool told = false;  // by a run
  };

  void judge(Entry& entry);
  Status read_rows(const json::Value& rows, std::string_view name, bool counted);

  std::map<Key, Entry> entries_;
  std::map<std::string, SageDocument> sage_;
  std::set<std::string> claimed_;
  std::set<std::string> documents_;  // of ours in Sage: each must belong to a document of the store
  Comparison out_;
};

Status Comparing::read_store(const json::Array& store) {
  for (const json::Value& document : store) {
    auto total = model::parse_amount(document.text_or("grand_total"));
    if (!total) return total.error();
    const std::string kind = document.text_or("kind");
    const std::int64_t id = number(member(document, "id"));
    Entry& entry = entries_[{kind, id}];
    const std::string currency = document.text_or("currency");
    entry.store_total = model::round_to(*total, model::minor_digits(currency));
    entry.compared = {.kind = kind,
                      .id = id,
                      .reference = document.text_or("increment_id"),
                      .currency = currency,
                      .store_total = model::text2(entry.store_total)};
  }
  return {};
}

Status Comparing::read_rows(const json::Value& rows, std::string_view name, bool counted) {
  if (!rows.is_array()) return {};
  for (const json::Value& row : rows.array()) {
    if (flag(row, "foreign") || flag(row, "deleted")) continue;
    SageDocument& document = sage_[row.text_or("id")];
    document.number = row.text_or(name);
    if (!counted) continue;
    auto total = model::parse_amount(row.text_or("total"));
    if (!total) return total.error();
    document.total = *total;
    documents_.insert(row.text_or("id"));
  }
  return {};
}

Status Comparing::read_books(const json::Value& books) {
  const std::tuple<const char*, const char*, bool> lists[] = {
      {"sales_invoices", "displayed_as", true},
      {"sales_credit_notes", "displayed_as", true},
      {"contacts", "reference", false},
      {"items", "item_code", false}};
  for (const auto& [list, name, counted] : lists) {
    if (Status read = read_rows(member(books, list), name, counted); !read) return read;
  }
  return {};
}

// A later run of the same document counts only where it says more: what is in Sage is in Sage.
void Comparing::read_run(const json::Value& run) {
  const std::string status = run.text_or("status");
  const std::string reason = run.text_or("reason");
  const bool goes_on =
      status == "queued" || status == "running" ||
      (status == "waiting" && std::ranges::find(for_a_person, reason) == for_a_person.end());
  if (goes_on) ++out_.unsettled;
  const Key key{kind_of(run.text_or("event")), number(member(run, "magento_entity_id"))};
  Entry& entry = entries_[key];
  Compared& compared = entry.compared;
  // A payment says nothing of where its invoice is.
  if (run.text_or("event") == "invoice.paid") return;
  if (compared.kind.empty()) std::tie(compared.kind, compared.id) = key;
  if (compared.reference.empty()) compared.reference = run.text_or("magento_reference");
  const std::string provider_id = member(run, "provider").text_or("id");
  const Where where = where_of(status);
  if (entry.told && compared.where <= where) return;
  entry.told = true;
  compared.where = where;
  compared.detail = reason_of(run);
  if (!provider_id.empty()) entry.provider_id = provider_id;
}

void Comparing::judge(Entry& entry) {
  Compared& compared = entry.compared;
  if (compared.where != Where::in_sage) return;
  auto found = sage_.find(entry.provider_id);
  if (found == sage_.end()) {
    compared.where = Where::missing;
    compared.detail = "the chassis says it is in Sage, but it is not";
    return;
  }
  claimed_.insert(found->first);
  compared.detail = found->second.number;
  if (!found->second.total) return;
  compared.sage_total = model::text2(*found->second.total);
  const model::Amount off = *found->second.total - entry.store_total;
  // A hundredth of a penny that is off counts as a penny.
  const std::int64_t penny = model::Amount::one / 100;
  const std::int64_t size = off.negative() ? -off.units : off.units;
  out_.pence_off += (size + penny - 1) / penny;
}

Comparison Comparing::finish(std::int64_t duplicates) {
  for (auto& [key, entry] : entries_) {
    judge(entry);
    const std::array<std::int64_t*, 5> counts = {&out_.in_sage, &out_.skipped, &out_.held,
                                                 &out_.waiting, &out_.missing};
    ++*counts.at(static_cast<std::size_t>(entry.compared.where));
    out_.documents.push_back(std::move(entry.compared));
  }
  const auto unknown = std::ranges::count_if(
      documents_, [this](const std::string& id) { return !claimed_.contains(id); });
  out_.duplicate = duplicates + unknown;
  return std::move(out_);
}

}  // namespace

std::string_view word(Where where) {
  constexpr std::array<std::string_view, 5> words = {"in Sage", "skipped", "held", "waiting",
                                                     "MISSING"};
  return words.at(static_cast<std::size_t>(where));
}

bool Comparison::right() const {
  const auto all = static_cast<std::int64_t>(documents.size());
  return all > 0 && all == in_sage + skipped + held + waiting && missing == 0 && duplicate == 0 &&
         pence_off == 0 && unsettled == 0;
}

std::string Comparison::summary() const {
  return fmt::format(
      "documents {} · in Sage {} · skipped {} · held {} · waiting {} · missing {} · duplicate {} · "
      "pence off {}",
      documents.size(), in_sage, skipped, held, waiting, missing, duplicate, pence_off);
}

std::string Comparison::table() const {
  std::string out = fmt::format("{:<12} {:<11} {:<8} {:>12} {:>12} {:<4} {}\n", "document", "kind",
                                "outcome", "store", "Sage", "", "Sage number or reason");
  for (const Compared& one : documents) {
    const std::string name = one.reference.empty() ? std::to_string(one.id) : one.reference;
    out += fmt::format("{:<12} {:<11} {:<8} {:>12} {:>12} {:<4} {}\n", name, one.kind,
                       word(one.where), one.store_total, one.sage_total, one.currency,
                       text::cut(one.detail, detail_width));
  }
  return out;
}

Result<Comparison> compare(const json::Array& store, const json::Array& runs,
                           const json::Value& books, const json::Array& duplicates) {
  Comparing comparing;
  if (Status read = comparing.read_store(store); !read) return read.error();
  if (Status read = comparing.read_books(books); !read) return read.error();
  for (const json::Value& run : runs) comparing.read_run(run);
  return comparing.finish(static_cast<std::int64_t>(duplicates.size()));
}

}  // namespace byte8::app
