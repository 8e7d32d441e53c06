#pragma once
// A TCP proxy in front of one peer on loopback that damages one request in flight. It knows
// HTTP/1.1 only as far as messages end (head and Content-Length) and passes bytes on as they are,
// so that it shares no code with the client and the server between which it stands. One thread and
// poll().

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace byte8::gate {

enum class Harm : std::uint8_t {
  cut_before,    // the whole request was read, and the connection closed; the peer never sees it
  cut_after,     // the peer has answered; the connection is closed instead of the answer
  cut_half,      // the head of the answer and half of its body, then closed
  hold_request,  // kept from the peer until let_go()
  hold_answer,   // the peer has answered; kept until let_go()
  cut_late,      // closed at once; the peer sees the request after `hold_ms`
  fail_late,     // answered 504 at once; the peer sees the request after `hold_ms`
};

// On which connection the harm is done: the first request of one, or a later one. While `fresh` is
// armed, every answer says "Connection: close".
enum class Line : std::uint8_t { any, fresh, kept };

struct Harming {
  Harm harm = Harm::cut_before;
  std::string method;
  std::string path;  // as it stands in the request line, up to '?'
  int nth = 1;       // of the matching requests
  Line line = Line::any;
  Millis hold_ms = 0;
};

class Proxy {
 public:
  // Listens at once at a port of the system's choice.
  explicit Proxy(std::uint16_t peer);
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  std::uint16_t port() const { return port_; }
  // One harm at a time; it is done once. A new one takes the place of the old. Holds for every
  // request that is sent after this returns.
  void arm(const Harming& harming);
  void disarm();
  // Whether it was done; for holds: whether something is or was held.
  bool struck() const { return struck_; }
  // Whether something is held at this moment.
  bool holds() const { return holds_; }
  // What is held goes on its way, or is thrown away with its connection.
  void let_go(bool deliver);

 private:
  struct Link {
    int client = -1;
    int peer = -1;
    std::string request;  // read from the client, not passed on yet
    std::string answer;   // read from the peer, not whole yet
    int served = 0;       // answers delivered on this connection
    bool asked = false;   // the peer has a request of it
    std::optional<Harm> harm;
    bool held = false;
    Millis held_until = 0;  // CLOCK_BOOTTIME; 0: until let_go()
  };

  void run();
  int next_wait();
  void accept_one();
  void read_client(Link& link);
  void read_peer(Link& link);
  void take_request(Link& link);
  void take_answer(Link& link, bool ended);
  void deliver(Link& link);
  void pass_request(Link& link);
  std::optional<Harm> harm_for(const Link& link, std::string_view request);
  void release_due();
  // Has the thread do it, before it looks at what has arrived since.
  void tell(std::function<void()> command);
  bool obey();
  void watch();
  void forget_ended();

  std::uint16_t peer_port_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int event_ = -1;
  std::atomic<bool> struck_ = false;
  std::atomic<bool> holds_ = false;
  std::mutex mutex_;  // guards commands_
  std::vector<std::function<void()>> commands_;
  // Of the thread.
  std::list<Link> links_;
  std::optional<Harming> armed_;
  int matched_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace byte8::gate
