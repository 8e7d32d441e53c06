#pragma once
// What goes into a turn and what comes out of it. Everything that changes state is an Input;
// nothing leaves before the turn has committed, as an Effect. Higher floors add commands, never
// variants.

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "port/http.h"
#include "store/postings.h"

namespace byte8::engine {

using StrandId = std::uint64_t;   // a coroutine the core owns; never reused within a process
using ActId = std::uint64_t;      // one outside call
using RequestId = std::uint64_t;  // one request that wants an answer; 0 = nobody waits

// What a command carries; its handler knows the type.
struct Payload {
  virtual ~Payload() = default;
};

// From a person, a store, the command line or a timer of a higher floor: a kind with a registered
// handler.
struct Command {
  RequestId reply = 0;
  std::string kind;
  std::shared_ptr<const Payload> payload;
};

// What came of an outside call.
struct Answer {
  ActId act = 0;
  std::shared_ptr<const http::Outcome> outcome;
};

using Input = std::variant<Command, Answer>;

struct Send {
  ActId act = 0;
  http::Call call;
};

// Takes back what was not written yet; its answer then comes as Failure::unsent.
struct Cancel {
  ActId act = 0;
};

struct Reply {
  RequestId request = 0;
  http::Response response;
};

// For the edge and for pages: "store_keys", "run", "binding" …
struct Notice {
  std::string topic;
  std::shared_ptr<const Payload> payload;
};

using Effect = std::variant<Send, Cancel, Reply, Notice>;

struct Turn {
  std::vector<Effect> effects;
  bool committed = false;
  bool more = false;         // something is ready: take the next turn at once
  Millis next_due_boot = 0;  // when to wake without an input; 0 = never
};

// Whom an outside call goes to: what it is counted against.
struct Target {
  enum class Peer : std::uint8_t { store, ledger, oauth } peer = Peer::oauth;
  std::int64_t id = 0;       // store or business; 0 for oauth
  std::int64_t binding = 0;  // its lane, 0 where there is none
};

// The acts in flight. The edge owns this list: a core that is rebuilt finds in it what it had
// asked, joins it and does not look.
struct Act {
  StrandId strand = 0;  // who waits for a plain answer
  Target target;
  std::string step;
  std::string method;
  std::string url;
  std::string sent_body;  // of a run's write, for the record of what was said
  Millis started_wall = 0;
  Millis started_boot = 0;
  std::int64_t account_id = 0;
  std::int64_t run_id = 0;
  // An act that must be settled whoever waits for it: the word of its settler ("posting",
  // "refresh").
  std::string settles;
  store::PostingRef posting;  // what it settles; for a refresh the key names the grant
  std::string kind;           // of a posting: contact | sales_invoice
  std::string business;       // of a posting: the provider's business id
};

}  // namespace byte8::engine
