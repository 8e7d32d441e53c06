#pragma once
// Single sign-on on the real engine, routes and database, with a scripted provider that has keys of
// its own and checks what a provider checks: redirect address, PKCE, our secret. No sockets.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/api.h"
#include "engine/engine.h"
#include "magento/shop.h"
#include "sage/provider.h"
#include "sqlite/sqlite_db.h"
#include "tests/accounts/world.h"

namespace byte8::tests::people {

// A key pair, made anew.
class SigningKey {
 public:
  static SigningKey rsa(int bits = 2048);
  static SigningKey ec();

  json::Value jwk(const std::string& kid) const;  // the public half
  std::string sign(const std::string& text) const;
  std::string public_pem() const;

 private:
  SigningKey(std::shared_ptr<void> pair, bool is_rsa) : pair_(std::move(pair)), is_rsa_(is_rsa) {}

  std::shared_ptr<void> pair_;  // EVP_PKEY
  bool is_rsa_;
};

struct FakeProvider {
  static constexpr const char* issuer = "https://id.example.com/tenant";

  // The person signs in: the parameters of the way back.
  std::string approve(const std::string& url);
  http::Outcome answer(const http::Call& call);
  std::string token(const std::string& nonce) const;

  Now now;
  SigningKey key = SigningKey::rsa();
  std::string kid = "first";
  std::string alg = "RS256";
  json::Value keys;  // null: the one key
  std::string email = "Ada@Example.com";
  bool down = false;
  int token_status = 200;
  std::string token_error;
  // Changes to what it says: of itself, in the token's header, in its body.
  std::function<void(json::Value&)> bend_discovery;
  std::function<void(json::Value&)> bend_header;
  std::function<void(json::Value&)> bend_claims;
  // Its own way to sign; nothing: with the key.
  std::function<std::string(const std::string&)> signs;
  std::vector<std::string> asked;    // "GET https://…" each
  std::vector<std::string> refused;  // what it found wrong with a call

 private:
  http::Outcome exchange(const http::Call& call);

  struct Sent {
    std::string nonce;
    std::string challenge;
    std::string redirect_uri;
  };
  std::map<std::string, Sent> codes_;
};

class OidcWorld {
 public:
  explicit OidcWorld(std::string url = "https://ledger.example.com");

  Answered command(const std::string& kind, std::shared_ptr<const engine::Payload> payload);
  void advance(Millis by);
  std::vector<port::Row> rows(const std::string& sql);
  std::int64_t count(const std::string& sql) { return rows(sql).at(0).integer(0); }
  void add_user(const std::string& email);

  Now now{.wall = 1'779'012'732'000, .boot = 5'000};
  FakeProvider provider;

 private:
  void turn(std::vector<engine::Input> inputs);
  void settle();

  magento::MagentoShop shop_{false};
  sage::SageProvider sage_;
  crypto::Sealer sealer_;
  Rng rng_{7};
  std::unique_ptr<sqlite::SqliteDb> db_;
  engine::Handlers handlers_;
  engine::Settings settings_;
  std::unique_ptr<engine::Engine> engine_;
  std::vector<engine::Send> calls_;
  std::map<engine::RequestId, http::Response> replies_;
  engine::RequestId last_request_ = 0;
  bool more_ = false;
};

// A browser with its cookies.
class Surfer {
 public:
  explicit Surfer(OidcWorld& world) : world_(world) {}

  Answered get(const std::string& target);
  Answered start() { return get("/oidc/entra/start"); }
  Answered come_back(const std::string& query) { return get("/oidc/entra/callback?" + query); }
  // All of it: out, approved there, and back.
  Answered sign_in();
  int me() { return get("/v1/me").status; }

  std::map<std::string, std::string> cookies;

 private:
  OidcWorld& world_;
};

// The words of a refusal; empty where there was none.
std::string words(const Answered& answered);
// One parameter of an address.
std::string parameter(const std::string& url, const std::string& name);

}  // namespace byte8::tests::people
