#include "store/runs_pages.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

#include "store/history.h"

namespace byte8::store::run_pages {
namespace {

using Values = std::vector<std::string>;

// A statement is its text, and there are only so many of them: by filter none, one or several
// values. Each is kept for ever, because its address is its identity.
const port::Sql* interned(std::string text) {
  static std::mutex mutex;
  static std::map<std::string, port::Sql> all;
  const std::lock_guard lock(mutex);
  auto [found, fresh] = all.try_emplace(std::move(text));
  if (fresh) found->second = {"runs_page", found->first};
  return &found->second;
}

// A statement as it is put together: conditions and their parameters.
class Text {
 public:
  std::string param(port::Value value) {
    params_.push_back(std::move(value));
    return "$" + std::to_string(params_.size());
  }
  void where(const std::string& condition) {
    conditions_ += (conditions_.empty() ? "" : " AND ") + condition;
  }
  std::string take() { return std::exchange(conditions_, {}); }
  // `columns` hold words or numbers. A list of values travels as ",a,b," and a column is one of
  // them when ",column," is found in it.
  void one_of(std::initializer_list<const char*> columns, const Values& values) {
    if (values.empty()) return;
    std::string list = values.front();
    if (values.size() > 1) {
      list = ",";
      for (const std::string& value : values) list += value + ",";
    }
    const std::string place = param(list);
    std::string condition;
    for (const char* column : columns) {
      if (!condition.empty()) condition += " OR ";
      condition += values.size() > 1 ? place + " LIKE '%,' || " + column + " || ',%'"
                                     : std::string(column) + " = " + place;
    }
    where("(" + condition + ")");
  }
  void number_of(const char* column, const Values& values) {
    if (values.size() != 1) return one_of({column}, values);
    where(std::string(column) + " = " + param(number(values.front())));
  }
  port::Query query(std::string text) { return {interned(std::move(text)), std::move(params_)}; }

  // No run has the id 0, so what is no number finds nothing.
  static std::int64_t number(const std::string& text) {
    const bool digits = !text.empty() && text.size() < 19 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? std::stoll(text) : 0;
  }

 private:
  std::string conditions_;
  port::Params params_;
};

constexpr std::array<std::string_view, 5> notable_words = {"waiting", "skipped_by_policy", "failed",
                                                           "needs_review", "cancelled"};
constexpr std::array<std::string_view, 2> open_words = {"queued", "running"};
constexpr std::array<std::string_view, 2> usual_events = {"invoice.created", "invoice.paid"};

template <std::size_t N>
bool all_in(const Values& values, const std::array<std::string_view, N>& words) {
  return !values.empty() && std::ranges::all_of(values, [&words](const std::string& value) {
    return std::ranges::find(words, value) != words.end();
  });
}

bool rare(const Values& events) {
  return !events.empty() && std::ranges::none_of(events, [](const std::string& event) {
    return std::ranges::find(usual_events, event) != usual_events.end();
  });
}

std::vector<Walk> of_values(Lead lead, Values values) {
  std::ranges::sort(values);
  const auto repeated = std::ranges::unique(values);
  values.erase(repeated.begin(), repeated.end());
  std::vector<Walk> all;
  for (std::string& value : values) all.push_back({.lead = lead, .value = std::move(value)});
  return all;
}

// The conditions that make the database walk that index; the same words as the index itself has.
void lead_by(Text& text, const Walk& walk) {
  switch (walk.lead) {
    case Lead::problem:
      text.where("problem IS NOT NULL AND problem = " + text.param(walk.value));
      break;
    case Lead::reference:
      text.where("magento_reference IS NOT NULL AND magento_reference = " + text.param(walk.value));
      break;
    case Lead::entity:
      text.where("magento_id = " + text.param(Text::number(walk.value)));
      break;
    case Lead::binding:
      text.where("binding_id = " + text.param(Text::number(walk.value)));
      break;
    case Lead::rare_event:
      text.where("event <> 'invoice.created' AND event <> 'invoice.paid' AND event = " +
                 text.param(walk.value));
      break;
    case Lead::notable:
      text.where("status <> 'succeeded' AND status <> 'queued' AND status <> 'running'");
      break;
    case Lead::open:
      text.where("finished_at IS NULL");
      break;
    case Lead::all:
      break;
  }
}

// By the open ones the planner would rather read all of the account: the sign keeps it from that.
void within(Text& text, std::int64_t account_id, const Walk& walk, std::int64_t floor,
            std::int64_t below) {
  const bool by_id = walk.lead == Lead::open;
  text.where((by_id ? "+account_id = " : "account_id = ") + text.param(account_id));
  lead_by(text, walk);
  text.where("id >= " + text.param(floor));
  text.where("id < " + text.param(below));
}

// Whether the entries of the lead's index hold the status, and whatever else is filtered by.
bool is_wide(const Walk& walk) {
  return walk.lead == Lead::all || walk.lead == Lead::open || walk.lead == Lead::notable;
}

enum class Part : std::uint8_t { in_index, in_row };

void filtered(Text& text, const RunFilter& f, const Walk& walk, Part part) {
  const auto leads = [&walk](Lead lead) { return walk.lead == lead; };
  const bool in_index = part == Part::in_index;
  // The index of a binding's runs holds the event as well.
  const bool event_in_index = is_wide(walk) || leads(Lead::binding);
  if (!leads(Lead::rare_event) && event_in_index == in_index) text.one_of({"+event"}, f.events);
  if (is_wide(walk) != in_index) return;
  if (!leads(Lead::binding)) text.number_of("+binding_id", f.bindings);
  if (!leads(Lead::entity)) text.number_of("+magento_id", f.magento_ids);
  if (!leads(Lead::reference)) text.one_of({"+magento_reference"}, f.references);
  if (!leads(Lead::problem)) text.one_of({"+problem"}, f.problems);
  text.one_of({"+status"}, f.statuses);
  text.one_of({"reason", "skip_reason"}, f.reasons);
  text.one_of({"error_code", "detail_code"}, f.codes);
}

// The narrow index first; whole rows only of what it lets through. When it judges all filters by
// itself it also knows when there are enough.
port::Query fitting(std::string_view columns, std::int64_t account_id, const RunFilter& filter,
                    const Walk& walk, std::int64_t floor, std::int64_t below, std::int64_t limit) {
  Text text;
  within(text, account_id, walk, floor, below);
  filtered(text, filter, walk, Part::in_index);
  const std::string inner = text.take();
  filtered(text, filter, walk, Part::in_row);
  const std::string outer = text.take();
  const std::string newest = " ORDER BY id DESC LIMIT " + text.param(limit);
  return text.query("SELECT " + std::string(columns) +
                    " FROM run WHERE account_id = $1 AND id IN (SELECT id FROM run WHERE " + inner +
                    (outer.empty() ? newest + ")" : ") AND " + outer) + newest);
}

}  // namespace

std::vector<Walk> walks(const RunFilter& f) {
  if (!f.problems.empty()) return of_values(Lead::problem, f.problems);
  if (!f.references.empty()) return of_values(Lead::reference, f.references);
  if (!f.magento_ids.empty()) return of_values(Lead::entity, f.magento_ids);
  // Only such runs have a reason or an error.
  if (!f.codes.empty() || !f.reasons.empty() || all_in(f.statuses, notable_words)) {
    return {{.lead = Lead::notable, .value = ""}};
  }
  if (all_in(f.statuses, open_words)) return {{.lead = Lead::open, .value = ""}};
  if (!f.bindings.empty()) return of_values(Lead::binding, f.bindings);
  if (rare(f.events)) return of_values(Lead::rare_event, f.events);
  return {{.lead = Lead::all, .value = ""}};
}

port::Query slice_end(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                      std::int64_t below, std::int64_t size) {
  Text text;
  within(text, account_id, walk, filter.from, below);
  const std::string before = text.param(size - 1);
  return text.query("SELECT id FROM run WHERE " + text.take() +
                    " ORDER BY id DESC LIMIT 1 OFFSET " + before);
}

port::Query page(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                 std::int64_t floor, std::int64_t below, std::int64_t limit) {
  return fitting(history::view_columns, account_id, filter, walk, floor, below, limit);
}

port::Query ids(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                std::int64_t floor, std::int64_t below, std::int64_t limit) {
  return fitting("id", account_id, filter, walk, floor, below, limit);
}

port::Query counts(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                   std::int64_t floor, std::int64_t below) {
  Text text;
  within(text, account_id, walk, floor, below);
  filtered(text, filter, walk, Part::in_index);
  const std::string inner = text.take();
  filtered(text, filter, walk, Part::in_row);
  const std::string outer = text.take();
  const std::string where = is_wide(walk)
                                ? inner
                                : "account_id = $1 AND id IN (SELECT id FROM run WHERE " + inner +
                                      ")" + (outer.empty() ? "" : " AND " + outer);
  return text.query("SELECT status, COUNT(1) FROM run WHERE " + where + " GROUP BY status");
}

}  // namespace byte8::store::run_pages
