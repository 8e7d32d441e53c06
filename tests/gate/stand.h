#pragma once
// What the cells of the matrix are played on: the real program beside a pretended store and, behind
// the proxy, a pretended Sage. One serves many cells, one after the other.

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e_cpp/process.h"
#include "tests/e2e_cpp/system.h"
#include "tests/gate/cells.h"
#include "tests/support/openapi_check.h"

namespace byte8::gate {

// An invoice of the store, by a customer who was never seen before.
struct Document {
  std::string reference;  // its number
  std::string currency;
  std::string total;
  std::string guid_end;           // how the source_guid of its contact ends
  std::string contact_reference;  // the first choice for its contact
};

struct Verdict {
  std::int64_t documents = 0;
  std::int64_t lost = 0;
  std::int64_t duplicate = 0;
  std::int64_t pence = 0;
  std::int64_t held = 0;
  bool consented = false;          // the owner had to allow access again
  std::vector<std::string> wrong;  // empty: as it must be
  Millis took = 0;
};

class Stand {
 public:
  explicit Stand(const Timing& timing);
  ~Stand();
  Stand(const Stand&) = delete;
  Stand& operator=(const Stand&) = delete;

  Verdict play(const Cell& cell);
  // At the end: what the simulator says about all of it, and how the program ends. Empty when
  // right.
  std::vector<std::string> close();

 private:
  void arm(const Cell& cell);
  std::vector<Document> order(const Cell& cell, int count);
  void expire_access();
  Document strange(sandbox::shop::Shop& shop, std::int64_t invoice, std::int64_t customer);
  void plant(const Cell& cell, const Document& document);
  void kill_and_start(const Cell& cell, Verdict& verdict);
  void see_consent(const Cell& cell, const std::vector<Document>& placed, Verdict& verdict);
  bool access_removed();
  std::uint64_t last_request();
  bool asked_since(std::uint64_t number, const Cell& cell);
  bool struck(const Cell& cell);
  void disarm();
  void judge(const Cell& cell, const std::vector<Document>& placed, const app::Comparison& all,
             Verdict& verdict);
  void judge_document(const Document& document, const json::Value& books, Verdict& verdict);
  void check_requests(Verdict& verdict);
  json::Value books();
  void expect(Verdict& verdict, const Status& status) const;

  std::unique_ptr<Proxy> proxy_;
  std::unique_ptr<e2e::System> system_;
  std::unique_ptr<e2e::Process> process_;
  std::unique_ptr<test_support::OpenApi> api_;
  std::int64_t customers_ = 500'000;  // far above those that the store made by itself
  std::uint64_t logged_ = 0;          // the last request of the cell before
};

}  // namespace byte8::gate
