#include "sandbox/sage/lists.h"

#include <cctype>
#include <charconv>

#include "base/text.h"
#include "sandbox/sage/calendar.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::int64_t default_size = 20;
constexpr std::int64_t largest_size = 200;

std::int64_t number_or(std::string_view text, std::int64_t fallback) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : fallback;
}

std::string page_path(const Call& call, std::int64_t number, std::int64_t size) {
  Query query = {{"page", std::to_string(number)}, {"items_per_page", std::to_string(size)}};
  for (const auto& member : call.query) {
    if (member.first != "page" && member.first != "items_per_page") query.push_back(member);
  }
  return std::string(call.path) + "?" + text::form(query);
}

bool is_entity(const json::Value& value) {
  return value.is_object() && value.find("$path");
}

json::Value shortened(const json::Value& value) {
  return reference("", value.text_or("id"), value.text_or("displayed_as"));
}

json::Value flattened(const json::Value& value) {
  if (is_entity(value)) {
    json::Value brief = shortened(value);
    brief.set("$path", value.text_or("$path"));
    return brief;
  }
  if (!value.is_array()) return value;
  json::Array items;
  for (const json::Value& item : value.array()) items.push_back(flattened(item));
  return items;
}

bool word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool bounded(std::string_view field, std::size_t at, std::size_t size) {
  const bool before = at == 0 || !word_byte(field[at - 1]);
  const bool after = at + size == field.size() || !word_byte(field[at + size]);
  return before && after;
}

}  // namespace

json::Value reference(std::string_view resource, std::string_view id, std::string_view shown) {
  std::string path = "/";
  path.append(resource).append("/").append(id);
  // Built by hand: every answer holds dozens of these, and a list of initialisers copies its
  // members.
  json::Object members;
  members.reserve(3);
  members.emplace_back("id", id);
  members.emplace_back("displayed_as", shown);
  members.emplace_back("$path", std::move(path));
  return members;
}

json::Value reference_or_null(std::string_view resource, std::string_view id,
                              std::string_view shown) {
  return id.empty() ? json::Value() : reference(resource, id, shown);
}

Page page_of(const Query& query, std::size_t total) {
  Page page;
  page.total = total;
  page.size = std::clamp(number_or(find(query, "items_per_page"), default_size), std::int64_t{1},
                         largest_size);
  const auto size = static_cast<std::size_t>(page.size);
  page.last = std::max(std::int64_t{1}, static_cast<std::int64_t>((total + size - 1) / size));
  page.number = std::clamp(number_or(find(query, "page"), 1), std::int64_t{1}, page.last);
  page.first = static_cast<std::size_t>(page.number - 1) * size;
  page.count = std::min(size, total - std::min(total, page.first));
  return page;
}

json::Value envelope(const Call& call, const Page& page, json::Array items) {
  json::Value next;
  json::Value back;
  const bool withheld = call.switches().next_always_null || call.strike_next_null;
  if (page.number < page.last && !withheld) next = page_path(call, page.number + 1, page.size);
  if (page.number > 1) back = page_path(call, page.number - 1, page.size);
  return json::object({{"$total", static_cast<std::int64_t>(page.total)},
                       {"$page", page.number},
                       {"$next", std::move(next)},
                       {"$back", std::move(back)},
                       {"$itemsPerPage", page.size},
                       {"$items", std::move(items)}});
}

json::Value list_item(const json::Value& whole, const Query& query) {
  json::Value item = json::object({});
  const std::string_view wanted = find(query, "attributes");
  const std::vector<std::string_view> names = text::split(wanted, ',');
  const bool nested = find(query, "nested_attributes") == "all";
  for (const auto& [name, member] : whole.object()) {
    const bool minimal = name == "id" || name == "displayed_as" || name == "$path";
    const bool asked =
        wanted == "all" || std::ranges::any_of(names, [&](std::string_view candidate) {
          return text::trim(candidate) == name;
        });
    if (!minimal && !asked) continue;
    item.object().emplace_back(name, nested ? member : flattened(member));
  }
  return item;
}

TimeFilter::TimeFilter(const Call& call) : now_(call.now) {
  lag_ = (call.switches().search_lag_s * 1000 + call.world.lag_ms) / call.world.clock_factor;
  const std::string_view changed = find(call.query, "updated_or_created_since");
  if (!changed.empty()) changed_since_ = instant_of(changed);
  const std::string_view deleted = find(call.query, "deleted_since");
  if (!deleted.empty()) deleted_since_ = instant_of(deleted);
}

bool TimeFilter::lets(const Record& record) const {
  if (lag_ > 0 && record.origin == Origin::api && record.created + lag_ > now_) return false;
  if (deleted_since_) return record.deleted && *record.deleted > *deleted_since_;
  if (record.deleted) return false;
  return !changed_since_ || record.updated >= *changed_since_;
}

bool in_dates(const Query& query, std::string_view date) {
  const std::string_view from = find(query, "from_date");
  const std::string_view to = find(query, "to_date");
  if (is_day(from) && date < from) return false;
  return !is_day(to) || date <= to;
}

bool search_hits(std::string_view fields, std::string_view word, std::string_view mode) {
  for (const std::string_view field : text::split(fields, '\n')) {
    for (std::size_t at = field.find(word); at != std::string_view::npos;
         at = field.find(word, at + 1)) {
      if (mode == "substring" || (mode == "prefix" && at == 0)) return true;
      if (mode == "word" && bounded(field, at, word.size())) return true;
    }
  }
  return false;
}

std::optional<Sort> sort_of(const Query& query, std::initializer_list<std::string_view> allowed) {
  const std::string_view text = find(query, "sort");
  const std::size_t colon = text.find(':');
  const std::string_view key = text.substr(0, colon);
  if (std::ranges::find(allowed, key) == allowed.end()) return std::nullopt;
  return Sort{std::string(key),
              colon != std::string_view::npos && text.substr(colon + 1) == "desc"};
}

}  // namespace byte8::sandbox::sage
