#pragma once
// What the demo plays on: pretended Sage, pretended store and the chassis as children of this
// process, on loopback, paired, connected and with a policy. Everything is in one folder.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/child.h"
#include "app/config.h"
#include "app/demo.h"
#include "app/pace.h"
#include "app/setup.h"
#include "app/web.h"

namespace byte8::app {

class Stage {
 public:
  Stage(const DemoOptions& options, Pace& pace) : options_(options), pace_(pace) {}
  // Ends the children in order: the chassis first, so that it can finish what is under way.
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  Status set();
  void strike();
  // The folder stays, with the logs in it.
  void keep_folder() { keep_ = true; }
  const std::string& folder() const { return folder_; }

  // Fault::internal, naming it, when one of the children has ended.
  Status all_alive();

  const std::string& sage() const { return sage_url_; }
  const std::string& store() const { return store_url_; }
  Setup& setup() { return *setup_; }
  bool has_recordings() const { return !recordings_.empty(); }
  Web& web() { return web_; }

 private:
  Status make_folder();
  Status start_peers();
  Status start_chassis();
  Status add_owner();
  Status connect();
  Result<Child> start_child(const std::string& program, std::vector<std::string> arguments);

  DemoOptions options_;
  Pace& pace_;
  Web web_;
  std::string folder_;
  std::string recordings_;
  bool keep_ = false;
  std::string chassis_url_;
  std::string sage_url_;
  std::string store_url_;
  std::string token_;
  Settings flags_;  // of the chassis
  std::optional<Setup> setup_;
  std::optional<Child> sage_child_;
  std::optional<Child> store_child_;
  std::optional<Child> chassis_child_;
};

}  // namespace byte8::app
