#pragma once
// What open pages are told as it happens (server-sent events, WHATWG HTML §9.2): runs, bindings and
// problems of their own account. Told after the commit, on the core's thread; a page that was away
// is given what it missed, or told to read its lists again.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "engine/page_notice.h"
#include "port/outlet.h"

namespace byte8::api {

class PageStream {
 public:
  PageStream();

  // The core's thread only.
  void publish(const engine::PageNotice& notice);
  // What to send first, and what follows; null when too many listen already. `last_id`: of the last
  // event that was seen, empty at the beginning.
  std::shared_ptr<http::Outlet> subscribe(std::int64_t account_id, std::string_view last_id,
                                          std::string& first);
  std::size_t listeners() const { return listeners_.size(); }

 private:
  struct Event {
    std::uint64_t n;
    std::int64_t account_id;
    std::string text;
  };
  struct Listener {
    std::int64_t account_id;
    std::shared_ptr<http::Outlet> outlet;
  };
  std::string missed(std::int64_t account_id, std::string_view last_id) const;
  void forget_the_gone();

  std::string process_;  // ids of another process mean nothing here
  std::uint64_t last_ = 0;
  std::deque<Event> recent_;
  std::vector<Listener> listeners_;
};
using PageStreamPtr = std::shared_ptr<PageStream>;

}  // namespace byte8::api
