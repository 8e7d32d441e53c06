#pragma once
// A store and Sage as scripts: what the adapters send is read here, what they get is written here.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "port/http.h"

namespace byte8::tests {

http::Outcome json_outcome(int status, const std::string& body, http::Headers headers = {});
http::Outcome silence();

// One business as Sage lists it.
struct FakeBusiness {
  std::string id;
  std::string name;
  std::string country = "GB";
  bool subscribed = true;
};

class FakeSage {
 public:
  FakeSage();
  // Answers token, revoke and API calls.
  http::Outcome answer(const http::Call& call);

  std::vector<FakeBusiness> businesses;
  std::string code = "GB/1234";         // what the consent page gave
  std::string user = "user-1";          // requested_by_id
  std::string refresh_token;            // the one that is good now
  std::set<std::string> access_tokens;  // that the API takes
  std::set<std::string> revoked;        // refresh tokens given back
  std::map<std::string, int> asked;     // by the last part of the path
  std::map<std::string, int> refused;   // status to answer for a path's last part
  std::string challenge;                // of the consent, checked at the exchange
  int access_life_s = 300;

 private:
  http::Outcome token(const http::Call& call);
  http::Outcome grant();
  http::Outcome api(const http::Call& call, const std::string& path);
  http::Outcome list(const std::string& kind, const std::string& business) const;

  int made_ = 0;
};

class FakeStore {
 public:
  http::Outcome answer(const http::Call& call);

  std::string code = "0123456789abcdef0123456789abcdef";
  std::string tenant;                 // as it was told
  std::string key;                    // as it was told
  std::string told_url;               // ledger_base_url
  bool silent_after_pairing = false;  // takes the key, and its answer gets lost
  int status = 200;                   // of a pairing that is not refused for its code
  std::string body = "[]";
  int pings = 0;
  int ping_status = 200;  // of pings signed with a key it knows
};

}  // namespace byte8::tests
