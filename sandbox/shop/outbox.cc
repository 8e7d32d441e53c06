#include "sandbox/shop/outbox.h"

#include <array>
#include <utility>

#include "base/check.h"
#include "sandbox/shop/php.h"

namespace byte8::sandbox::shop {

namespace {

// Seconds after the first to the ninth failure; the tenth is the last.
constexpr std::array<std::int64_t, 9> delays = {60,    300,   1800,  7200, 21600,
                                                43200, 86400, 86400, 86400};
constexpr std::size_t error_bytes = 8192;

template <typename T, typename F>
json::Value optional_json(const std::optional<T>& value, F&& shown) {
  return value ? json::Value(shown(*value)) : json::Value();
}

// At most so many bytes, no character in half.
std::string cut_bytes(std::string_view text, std::size_t limit) {
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

std::string refusal_text(const http::Response& response) {
  std::string text = "HTTP " + std::to_string(response.status) + ": ";
  if (response.body.size() <= error_bytes) return text + response.body;
  const std::string kept = cut_bytes(response.body, error_bytes);
  // The module cuts through characters; MySQL then drops the broken one and all that follows.
  return kept.size() < error_bytes ? text + kept : text + kept + "…[truncated]";
}

std::string transient_text(const http::Outcome& outcome, std::string_view url) {
  if (!outcome.answered()) {
    return "Network error publishing to Byte8 (" + std::string(url) + "): " + outcome.detail;
  }
  return "Byte8 returned HTTP " + std::to_string(outcome.response.status) + " from " +
         std::string(url) + "; will retry.";
}

}  // namespace

std::string_view word(RowStatus status) {
  switch (status) {
    case RowStatus::pending:
      return "pending";
    case RowStatus::succeeded:
      return "succeeded";
    case RowStatus::dead_lettered:
      return "dead_lettered";
  }
  return "";
}

std::optional<Millis> retry_delay(int attempts) {
  if (attempts < 1 || attempts > static_cast<int>(delays.size())) return std::nullopt;
  return delays[static_cast<std::size_t>(attempts - 1)] * 1000;
}

json::Value to_json(const OutboxRow& row) {
  return json::object({
      {"entity_id", row.id},
      {"idempotency_key", row.key},
      {"event_name", row.event},
      {"payload", row.payload},
      {"status", word(row.status)},
      {"attempts", row.attempts},
      {"last_status_code", row.last_status_code},
      {"last_attempt_at", optional_json(row.last_attempt_at, php::mysql_time)},
      {"next_attempt_at", optional_json(row.next_attempt_at, php::mysql_time)},
      {"last_error", row.last_error},
      {"created_at", php::mysql_time(row.created_at)},
  });
}

bool Outbox::enqueue(std::string event, std::string key, std::string payload, Millis now) {
  if (!by_key_.emplace(key, next_id_).second) return false;
  OutboxRow row;
  row.id = next_id_++;
  row.key = std::move(key);
  row.event = std::move(event);
  row.payload = std::move(payload);
  row.last_error = "";
  row.created_at = now;
  pending_.insert(row.id);
  const std::int64_t id = row.id;
  rows_.emplace(id, std::move(row));
  return true;
}

std::vector<std::int64_t> Outbox::due(Millis now, std::size_t limit) const {
  std::vector<std::int64_t> ids;
  for (const std::int64_t id : pending_) {
    if (ids.size() == limit) break;
    const OutboxRow& row = rows_.at(id);
    if (!row.next_attempt_at || *row.next_attempt_at <= now) ids.push_back(id);
  }
  return ids;
}

void Outbox::finish(OutboxRow& row, RowStatus status) {
  row.status = status;
  row.next_attempt_at.reset();
  pending_.erase(row.id);
}

void Outbox::settle(std::int64_t id, const http::Outcome& outcome, std::string_view url, Millis now,
                    std::int64_t clock_factor) {
  const auto found = rows_.find(id);
  BYTE8_CHECK(found != rows_.end());
  OutboxRow& row = found->second;
  ++row.attempts;
  row.last_attempt_at = now;
  const int status = outcome.answered() ? outcome.response.status : 0;
  if (status >= 200 && status < 300) {
    row.last_status_code = status;
    row.last_error.reset();
    finish(row, RowStatus::succeeded);
  } else if (status >= 400 && status < 500) {
    row.last_status_code = status;
    row.last_error = refusal_text(outcome.response);
    finish(row, RowStatus::dead_lettered);
  } else {
    row.last_status_code.reset();
    row.last_error = transient_text(outcome, url);
    if (const std::optional<Millis> delay = retry_delay(row.attempts)) {
      row.next_attempt_at = now + *delay / clock_factor;
    } else {
      row.last_error =
          "transient_exhausted: retries capped at MAX_TRANSIENT_ATTEMPTS without success — last "
          "error: " +
          *row.last_error;
      finish(row, RowStatus::dead_lettered);
    }
  }
}

bool Outbox::requeue(std::int64_t id) {
  const auto found = rows_.find(id);
  if (found == rows_.end() || found->second.status != RowStatus::dead_lettered) return false;
  found->second.status = RowStatus::pending;
  found->second.attempts = 0;
  found->second.next_attempt_at.reset();
  pending_.insert(id);
  return true;
}

std::size_t Outbox::requeue_all() {
  std::size_t count = 0;
  for (auto& [id, row] : rows_) count += requeue(id) ? 1 : 0;
  return count;
}

void Outbox::send_all_again() {
  for (auto& [id, row] : rows_) {
    row.status = RowStatus::dead_lettered;
    requeue(id);
  }
}

std::size_t Outbox::purge(Millis before) {
  return std::erase_if(rows_, [&](const auto& entry) {
    const OutboxRow& row = entry.second;
    const bool old = row.last_attempt_at.value_or(row.created_at) < before;
    if (row.status != RowStatus::succeeded || !old) return false;
    by_key_.erase(row.key);
    return true;
  });
}

const OutboxRow* Outbox::find(std::int64_t id) const {
  const auto found = rows_.find(id);
  return found == rows_.end() ? nullptr : &found->second;
}

const OutboxRow* Outbox::find(std::string_view key) const {
  const auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? nullptr : find(found->second);
}

std::size_t Outbox::dead_lettered() const {
  std::size_t count = 0;
  for (const auto& [id, row] : rows_) count += row.status == RowStatus::dead_lettered ? 1 : 0;
  return count;
}

}  // namespace byte8::sandbox::shop
