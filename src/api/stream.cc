#include "api/stream.h"

#include <algorithm>
#include <charconv>

#include "base/crypto.h"
#include "base/json.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr std::size_t remembered = 10'000;
constexpr std::size_t listeners_max = 1'000;
constexpr std::ptrdiff_t listeners_of_account_max = 50;
constexpr std::string_view begin_again = "event: reset\ndata: {}\n\n";

std::string data_of(const engine::PageNotice& notice) {
  const auto id = [](std::string_view prefix, std::int64_t number) {
    return number == 0 ? json::Value() : json::Value(store::id_text(prefix, number));
  };
  const bool run = notice.what == "run";
  json::Value object = run ? id("run", notice.id) : id("bind", notice.id);
  if (notice.what == "problem") object = notice.fingerprint;
  return json::write(
      json::object({{"id", std::move(object)},
                    {"binding_id", id("bind", notice.binding_id)},
                    {"event", notice.event.empty() ? json::Value() : json::Value(notice.event)},
                    {"status", notice.status}}));
}

}  // namespace

PageStream::PageStream() : process_(crypto::random_hex(4)) {}

void PageStream::publish(const engine::PageNotice& notice) {
  const std::uint64_t n = ++last_;
  std::string text = "id: " + process_ + "-" + std::to_string(n) + "\nevent: " + notice.what +
                     "\ndata: " + data_of(notice) + "\n\n";
  bool gone = false;
  for (const Listener& listener : listeners_) {
    if (listener.account_id != notice.account_id) continue;
    gone = !listener.outlet->push(text) || gone;
  }
  if (gone) forget_the_gone();
  recent_.push_back({.n = n, .account_id = notice.account_id, .text = std::move(text)});
  if (recent_.size() > remembered) recent_.pop_front();
}

std::shared_ptr<http::Outlet> PageStream::subscribe(std::int64_t account_id,
                                                    std::string_view last_id, std::string& first) {
  forget_the_gone();
  const auto of_account = std::ranges::count(listeners_, account_id, &Listener::account_id);
  if (listeners_.size() >= listeners_max || of_account >= listeners_of_account_max) return nullptr;
  first = "retry: 3000\n\n" + missed(account_id, last_id);
  auto outlet = std::make_shared<http::Outlet>(http::Outlet::Options{.beat = ": still here\n\n"});
  listeners_.push_back({.account_id = account_id, .outlet = outlet});
  return outlet;
}

std::string PageStream::missed(std::int64_t account_id, std::string_view last_id) const {
  if (last_id.empty()) return {};
  const std::size_t dash = last_id.find('-');
  if (dash == std::string_view::npos || last_id.substr(0, dash) != process_) {
    return std::string(begin_again);
  }
  const std::string_view number = last_id.substr(dash + 1);
  std::uint64_t seen = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), seen);
  const bool whole = failed == std::errc() && end == number.data() + number.size();
  const std::uint64_t oldest = last_ - recent_.size();  // the newest that is not remembered
  if (!whole || seen < oldest || seen > last_) return std::string(begin_again);
  std::string text;
  for (const Event& event : recent_) {
    if (event.n > seen && event.account_id == account_id) text += event.text;
  }
  return text;
}

void PageStream::forget_the_gone() {
  std::erase_if(listeners_, [](const Listener& listener) { return listener.outlet->over(); });
}

}  // namespace byte8::api
