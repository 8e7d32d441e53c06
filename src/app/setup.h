#pragma once
// What a person does once, done by a program over the chassis' own interface: pair the store, allow
// access at Sage, choose the business, save the policy. For the demo, and for tests against a
// running chassis.

#include <string>

#include "app/pace.h"
#include "app/web.h"

namespace byte8::app {

class Setup {
 public:
  // Addresses without a trailing slash; the store is a pretended one (it makes its own pairing
  // code).
  Setup(Web& web, Pace& pace, std::string chassis, std::string store, std::string token)
      : web_(web),
        pace_(pace),
        chassis_(std::move(chassis)),
        store_(std::move(store)),
        token_(std::move(token)) {}

  Status pair();
  Status connect_sage();
  // The first usable business in GB; waits until the binding is active.
  Status choose_business();
  // The suggestion, but with sync_since null: it would sync only what is newer than the connection.
  Status save_policy();

  const std::string& binding() const { return binding_; }
  const std::string& business() const { return business_; }  // Sage's id
  const std::string& business_name() const { return business_name_; }

  Result<json::Value> get(const std::string& path);
  Result<json::Value> post(const std::string& path, const json::Value& body);

 private:
  http::Headers authorization() const;

  Web& web_;
  Pace& pace_;
  std::string chassis_;
  std::string store_;
  std::string token_;
  std::string binding_;
  std::string business_;
  std::string business_name_;
};

}  // namespace byte8::app
