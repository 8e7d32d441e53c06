#include "tests/accounts/oidc_world.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "api/cli.h"
#include "api/http_payload.h"
#include "base/text.h"
#include "custody/custody.h"
#include "lifecycle/lifecycle.h"

namespace byte8::tests::people {
namespace {

EVP_PKEY* pair_of(const std::shared_ptr<void>& pair) {
  return static_cast<EVP_PKEY*>(pair.get());
}

std::shared_ptr<void> held(EVP_PKEY* pair) {
  BYTE8_CHECK(pair != nullptr);
  return {pair, [](void* key) { EVP_PKEY_free(static_cast<EVP_PKEY*>(key)); }};
}

std::string number_of(EVP_PKEY* pair, const char* name, int bytes) {
  BIGNUM* number = nullptr;
  BYTE8_CHECK(EVP_PKEY_get_bn_param(pair, name, &number) == 1);
  std::string out(static_cast<std::size_t>(bytes > 0 ? bytes : BN_num_bytes(number)), '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  BN_free(number);
  return crypto::base64url(out);
}

// r and s, 32 bytes each.
std::string raw_signature(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string out(64, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), bytes, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), bytes + 32, 32);
  ECDSA_SIG_free(pair);
  return out;
}

http::Outcome json_answer(int status, const json::Value& body) {
  return {.sent = true, .response = {.status = status, .body = json::write(body)}};
}

std::map<std::string, std::string> fields_of(std::string_view form) {
  std::map<std::string, std::string> all;
  for (auto& [name, value] : text::parse_form(form)) all[name] = value;
  return all;
}

std::string s256(const std::string& verifier) {
  const crypto::Digest digest = crypto::sha256(verifier);
  return crypto::base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

SigningKey SigningKey::rsa(int bits) {
  return {held(EVP_RSA_gen(static_cast<unsigned>(bits))), true};
}

SigningKey SigningKey::ec() {
  return {held(EVP_EC_gen("P-256")), false};
}

json::Value SigningKey::jwk(const std::string& kid) const {
  EVP_PKEY* pair = pair_of(pair_);
  json::Value key = json::object({{"kid", kid}, {"use", "sig"}});
  if (is_rsa_) {
    key.set("kty", "RSA");
    key.set("n", number_of(pair, OSSL_PKEY_PARAM_RSA_N, 0));
    key.set("e", number_of(pair, OSSL_PKEY_PARAM_RSA_E, 0));
    return key;
  }
  key.set("kty", "EC");
  key.set("crv", "P-256");
  key.set("x", number_of(pair, OSSL_PKEY_PARAM_EC_PUB_X, 32));
  key.set("y", number_of(pair, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
  return key;
}

std::string SigningKey::sign(const std::string& text) const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  BYTE8_CHECK(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, pair_of(pair_)) == 1);
  BYTE8_CHECK(EVP_DigestSign(context, nullptr, &size, data, text.size()) == 1);
  std::string out(size, '\0');
  BYTE8_CHECK(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, data,
                             text.size()) == 1);
  EVP_MD_CTX_free(context);
  out.resize(size);
  return is_rsa_ ? out : raw_signature(out);
}

std::string SigningKey::public_pem() const {
  BIO* memory = BIO_new(BIO_s_mem());
  BYTE8_CHECK(PEM_write_bio_PUBKEY(memory, pair_of(pair_)) == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  std::string out(bytes, static_cast<std::size_t>(size));
  BIO_free(memory);
  return out;
}

std::string FakeProvider::approve(const std::string& url) {
  const std::string code = crypto::random_hex(8);
  codes_[code] = {.nonce = parameter(url, "nonce"),
                  .challenge = parameter(url, "code_challenge"),
                  .redirect_uri = parameter(url, "redirect_uri")};
  return "code=" + code + "&state=" + parameter(url, "state");
}

http::Outcome FakeProvider::answer(const http::Call& call) {
  asked.push_back(call.method + " " + call.url);
  if (down) return {.failure = http::Failure::connect};
  const std::string base = issuer;
  if (call.url == base + "/.well-known/openid-configuration") {
    json::Value body = json::object({{"issuer", base},
                                     {"authorization_endpoint", base + "/authorize?p=signin"},
                                     {"token_endpoint", base + "/token"},
                                     {"jwks_uri", base + "/keys"}});
    if (bend_discovery) bend_discovery(body);
    return json_answer(200, body);
  }
  if (call.url == base + "/keys") {
    if (!keys.is_null()) return json_answer(200, keys);
    return json_answer(200, json::object({{"keys", json::Array{key.jwk(kid)}}}));
  }
  if (call.url == base + "/token" && call.method == "POST") return exchange(call);
  return json_answer(404, json::object({}));
}

http::Outcome FakeProvider::exchange(const http::Call& call) {
  if (token_status != 200) {
    return json_answer(token_status, json::object({{"error", token_error}}));
  }
  auto sent = fields_of(call.body);
  const auto code = codes_.find(sent["code"]);
  const std::string* secret = http::find_header(call.headers, "Authorization");
  const std::string basic = "Basic " + crypto::base64("us%20here:hush%3A%25");
  const bool known = (secret != nullptr && *secret == basic) ||
                     (sent["client_id"] == "us here" && sent["client_secret"] == "hush:%");
  if (!known) refused.emplace_back("client");
  if (code == codes_.end()) refused.emplace_back("code");
  if (sent["grant_type"] != "authorization_code") refused.emplace_back("grant_type");
  if (code != codes_.end() && s256(sent["code_verifier"]) != code->second.challenge) {
    refused.emplace_back("verifier");
  }
  if (code != codes_.end() && sent["redirect_uri"] != code->second.redirect_uri) {
    refused.emplace_back("redirect_uri");
  }
  if (!refused.empty()) return json_answer(400, json::object({{"error", "invalid_grant"}}));
  const std::string nonce = code->second.nonce;
  codes_.erase(code);
  return json_answer(
      200,
      json::object({{"access_token", "a"}, {"token_type", "Bearer"}, {"id_token", token(nonce)}}));
}

std::string FakeProvider::token(const std::string& nonce) const {
  const std::int64_t seconds = now.unix_seconds();
  json::Value header = json::object({{"alg", alg}, {"typ", "JWT"}, {"kid", kid}});
  json::Value claims = json::object({{"iss", issuer},
                                     {"sub", "42"},
                                     {"aud", "us here"},
                                     {"exp", seconds + 300},
                                     {"iat", seconds},
                                     {"nonce", nonce},
                                     {"email", email},
                                     {"email_verified", true}});
  if (bend_header) bend_header(header);
  if (bend_claims) bend_claims(claims);
  const std::string text =
      crypto::base64url(json::write(header)) + "." + crypto::base64url(json::write(claims));
  return text + "." + crypto::base64url(signs ? signs(text) : key.sign(text));
}

OidcWorld::OidcWorld(std::string url)
    : sage_({.client_id = "client", .client_secret = SecretText("secret")}),
      sealer_(SecretText(std::string(32, 'k'))) {
  db_ = fresh_database();
  const lifecycle::Deps deps{.shop = shop_, .public_url = std::move(url)};
  custody::register_handlers(handlers_);
  lifecycle::register_handlers(handlers_, deps);
  api::register_handlers(handlers_, deps, nullptr,
                         {{.name = "entra",
                           .issuer = FakeProvider::issuer,
                           .client_id = "us here",
                           .client_secret = SecretText("hush:%")}});
  engine_ = std::make_unique<engine::Engine>(*db_, sage_, sealer_, handlers_, settings_, rng_);
  BYTE8_CHECK(engine_->start(now).ok());
  settle();
  add_user("ada@example.com");
}

void OidcWorld::turn(std::vector<engine::Input> inputs) {
  now.wall += 1;
  now.boot += 1;
  engine::Turn done = engine_->turn(now, std::move(inputs));
  more_ = done.more;
  for (engine::Effect& effect : done.effects) {
    if (auto* send = std::get_if<engine::Send>(&effect)) {
      calls_.push_back(std::move(*send));
    } else if (auto* reply = std::get_if<engine::Reply>(&effect)) {
      replies_[reply->request] = std::move(reply->response);
    }
  }
}

void OidcWorld::settle() {
  turn({});
  while (more_ || !calls_.empty()) {
    std::vector<engine::Input> answers;
    provider.now = now;
    for (const engine::Send& send : std::exchange(calls_, {})) {
      answers.emplace_back(engine::Answer{
          .act = send.act, .outcome = std::make_shared<http::Outcome>(provider.answer(send.call))});
    }
    turn(std::move(answers));
  }
}

void OidcWorld::advance(Millis by) {
  now.wall += by;
  now.boot += by;
  settle();
}

Answered OidcWorld::command(const std::string& kind,
                            std::shared_ptr<const engine::Payload> payload) {
  const engine::RequestId id = ++last_request_;
  turn({engine::Command{.reply = id, .kind = kind, .payload = std::move(payload)}});
  settle();
  const auto found = replies_.find(id);
  return found == replies_.end() ? Answered() : answered_by(found->second);
}

std::vector<port::Row> OidcWorld::rows(const std::string& text) {
  return rows_of(db_->connection(), text);
}

void OidcWorld::add_user(const std::string& email) {
  auto wanted = std::make_shared<api::UserCreate>();
  wanted->email = email;
  wanted->role = "owner";
  BYTE8_CHECK(command(api::user_create_command, wanted).status == 201);
}

Answered Surfer::get(const std::string& target) {
  auto payload = std::make_shared<api::HttpPayload>();
  payload->request = {.method = "GET", .target = target, .peer = "192.0.2.1"};
  std::string sent;
  for (const auto& [name, value] : cookies) sent += (sent.empty() ? "" : "; ") + name + "=" + value;
  if (!sent.empty()) payload->request.headers.push_back({"Cookie", sent});
  Answered answered = world_.command(api::http_command, payload);
  for (const http::Header& one : answered.headers) {
    if (one.name != "Set-Cookie") continue;
    const std::size_t equals = one.value.find('=');
    const std::string name = one.value.substr(0, equals);
    cookies[name] = one.value.substr(equals + 1, one.value.find(';') - equals - 1);
    if (cookies[name].empty()) cookies.erase(name);
  }
  return answered;
}

Answered Surfer::sign_in() {
  const Answered out = start();
  if (!words(out).empty()) return out;
  return come_back(world_.provider.approve(out.header("Location")));
}

std::string words(const Answered& answered) {
  return parameter(answered.header("Location"), "error");
}

std::string parameter(const std::string& url, const std::string& name) {
  const std::size_t query = url.find('?');
  if (query == std::string::npos) return {};
  return fields_of(std::string_view(url).substr(query + 1))[name];
}

}  // namespace byte8::tests::people
