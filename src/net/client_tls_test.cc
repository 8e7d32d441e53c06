// The client against a TLS server with certificates made on the spot: who is trusted, and what a
// refused handshake leaves behind (nothing that was sent).

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "net/client.h"
#include "net/io_thread.h"
#include "net/raw_socket.h"

namespace byte8::net {
namespace {

using http::Failure;

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* value) const {
    free(value);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;

// A certificate that signs itself, for one name or address ("IP:127.0.0.1", "DNS:sage.test").
struct Identity {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate{X509_new()};

  explicit Identity(const char* subject_alternative_name) {
    X509* made = certificate.get();
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, key.get());
    X509_NAME* name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(made, name);
    add(NID_subject_alt_name, subject_alternative_name);
    add(NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(made, key.get(), EVP_sha256());
  }

  void add(int kind, const char* value) {
    std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
    X509_add_ext(certificate.get(), extension.get(), -1);
  }

  std::string save(const std::string& name) const {
    const std::string path = testing::TempDir() + "byte8_net_" + std::to_string(getpid()) + name;
    std::FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate.get());
    std::fclose(file);
    return path;
  }
};

// Serves one TLS connection: answers every request with 200 "safe" and counts them.
class TlsPeer {
 public:
  TlsPeer(const Identity& identity, int newest_version)
      : context_(SSL_CTX_new(TLS_server_method())) {
    SSL_CTX_use_certificate(context_.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), identity.key.get());
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), newest_version);
    SSL_CTX_set_security_level(context_.get(), 0);
    thread_ = io_thread("tls-peer", [this] { serve(); });  // OpenSSL writes raise SIGPIPE
  }
  ~TlsPeer() { join(); }
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  std::uint16_t port() const { return listener_.port(); }
  // How many requests came; ends the peer.
  int join() {
    if (thread_.joinable()) thread_.join();
    return requests_;
  }

 private:
  void serve() {
    RawSocket socket = listener_.accept();
    std::unique_ptr<SSL, Free<SSL_free>> tls(SSL_new(context_.get()));
    SSL_set_fd(tls.get(), socket.fd());
    if (SSL_accept(tls.get()) != 1) return;
    char bytes[4096];
    std::string seen;
    for (int count = 0; (count = SSL_read(tls.get(), bytes, sizeof bytes)) > 0;) {
      seen.append(bytes, static_cast<std::size_t>(count));
      if (!seen.ends_with("{}")) continue;
      seen.clear();
      ++requests_;
      constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe";
      SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
    }
  }

  std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context_;
  RawListener listener_;
  int requests_ = 0;
  std::thread thread_;
};

http::Outcome ask(http::Client& client, const std::string& host, std::uint16_t port) {
  std::promise<http::Outcome> promise;
  client.send(
      1, {.method = "POST", .url = "https://" + host + ":" + std::to_string(port), .body = "{}"},
      [&](http::Outcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

std::unique_ptr<http::Client> client_trusting(std::string ca_file) {
  return make_client(
      {.guard = Guard::allowing({"127.0.0.0/8"}).value(), .ca_file = std::move(ca_file)});
}

TEST(client_tls, speaks_to_a_server_whose_certificate_it_trusts_and_keeps_the_connection) {
  const Identity identity("IP:127.0.0.1");
  TlsPeer peer(identity, TLS1_3_VERSION);
  auto client = client_trusting(identity.save("trusted.pem"));
  for (int i = 0; i < 3; ++i) {
    const http::Outcome outcome = ask(*client, "127.0.0.1", peer.port());
    EXPECT_TRUE(outcome.answered()) << outcome.detail;
    EXPECT_EQ(outcome.response.body, "safe");
  }
  client.reset();
  EXPECT_EQ(peer.join(), 3);
}

TEST(client_tls, sends_nothing_to_a_stranger) {
  const Identity identity("IP:127.0.0.1");
  const Identity other("IP:127.0.0.1");
  for (const std::string& ca_file : {other.save("other.pem"), std::string()}) {
    TlsPeer peer(identity, TLS1_3_VERSION);
    const http::Outcome outcome = ask(*client_trusting(ca_file), "127.0.0.1", peer.port());
    EXPECT_EQ(outcome.failure, Failure::tls) << outcome.detail;
    EXPECT_FALSE(outcome.sent);
    EXPECT_EQ(peer.join(), 0);
  }
}

TEST(client_tls, sends_nothing_under_another_name) {
  const Identity identity("DNS:sage.test");
  TlsPeer peer(identity, TLS1_3_VERSION);
  const http::Outcome outcome =
      ask(*client_trusting(identity.save("name.pem")), "127.0.0.1", peer.port());
  EXPECT_EQ(outcome.failure, Failure::tls) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
  EXPECT_EQ(peer.join(), 0);
}

TEST(client_tls, refuses_versions_before_1_2) {
  const Identity identity("IP:127.0.0.1");
  TlsPeer peer(identity, TLS1_1_VERSION);
  const http::Outcome outcome =
      ask(*client_trusting(identity.save("old.pem")), "127.0.0.1", peer.port());
  EXPECT_EQ(outcome.failure, Failure::tls) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
  EXPECT_EQ(peer.join(), 0);
}

TEST(client_tls, a_server_that_speaks_no_tls_gets_no_request) {
  RawListener listener;
  std::string received;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    received = socket.read_all();
  });
  const http::Outcome outcome = ask(*client_trusting(""), "127.0.0.1", listener.port());
  peer.join();
  EXPECT_EQ(outcome.failure, Failure::tls) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
  EXPECT_EQ(received.find("POST"), std::string::npos);
}

}  // namespace
}  // namespace byte8::net
