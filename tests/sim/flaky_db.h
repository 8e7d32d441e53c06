#pragma once
// A Db that answers only at the next pass, and one that fails: what the flows must not rely on, and
// what they must survive.

#include <deque>
#include <map>
#include <memory>

#include "base/rng.h"
#include "port/db.h"

namespace byte8::tests {

// Holds every statement back until a pass or the commit, as a driver with a wire in between would.
class DeferredDb : public port::Db {
 public:
  explicit DeferredDb(port::Db& inner) : inner_(inner) {}
  Status begin() override;
  void write(port::Charge charge, const port::Query& query) override;
  port::Ticket ask(port::Charge charge, const port::Query& query) override;
  std::optional<port::Rows> take(port::Ticket ticket) override;
  void pass() override;
  const std::optional<port::DbFailure>& failure() const override { return inner_.failure(); }
  Status commit() override;
  void rollback() override;

 private:
  struct Held {
    port::Charge charge;
    port::Query query;
    port::Ticket ticket;  // 0: a write
  };
  void send_all();

  port::Db& inner_;
  std::deque<Held> held_;
  std::map<port::Ticket, port::Rows> answers_;
  port::Ticket next_ = 1;
};

// Fails statements and commits by chance; a commit may fail after it has happened.
class FlakyDb : public port::Db {
 public:
  FlakyDb(port::Db& inner, Rng& rng) : inner_(inner), rng_(rng) {}
  void set_failures(std::uint64_t commits_per_mille) { commits_per_mille_ = commits_per_mille; }
  // Every statement that carries exactly this text fails.
  void poison(std::string text) { poison_ = std::move(text); }

  Status begin() override;
  void write(port::Charge charge, const port::Query& query) override;
  port::Ticket ask(port::Charge charge, const port::Query& query) override;
  std::optional<port::Rows> take(port::Ticket ticket) override { return inner_.take(ticket); }
  void pass() override { inner_.pass(); }
  const std::optional<port::DbFailure>& failure() const override;
  Status commit() override;
  void rollback() override;
  std::size_t failed() const { return failed_; }

 private:
  bool poisoned(port::Charge charge, const port::Query& query);

  port::Db& inner_;
  Rng& rng_;
  std::uint64_t commits_per_mille_ = 0;
  std::string poison_;
  std::optional<port::DbFailure> failure_;
  bool open_ = false;
  std::size_t failed_ = 0;
};

}  // namespace byte8::tests
