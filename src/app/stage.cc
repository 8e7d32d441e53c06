#include "app/stage.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/alone.h"
#include "app/cli_command.h"
#include "app/sandbox_flags.h"

namespace byte8::app {
namespace {

constexpr Millis start_patience = 30'000;
constexpr Millis chassis_end_patience = 25'000;
constexpr Millis peer_end_patience = 5'000;
// The store's cron runs each minute; here each second.
constexpr std::string_view clock_factor = "60";
constexpr std::string_view client_id = "byte8-demo";
constexpr std::string_view client_secret = "byte8-demo-secret";
constexpr std::string_view owner = "demo@example.com";

std::string beside_us(const std::string& program) {
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  return (self.parent_path() / program).string();
}

// The program's own address is needed before it starts: Sage compares the callback character for
// character.
Result<std::uint16_t> free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const bool found = fd >= 0 && ::bind(fd, any, size) == 0 && ::getsockname(fd, any, &size) == 0;
  if (fd >= 0) ::close(fd);
  if (!found) return Error::make(Fault::internal, "no free port on 127.0.0.1");
  return ntohs(address.sin_port);
}

std::string find_recordings(const std::string& asked) {
  if (!asked.empty()) return asked;
  const auto program = std::filesystem::path(beside_us(""));
  for (const auto& near : {program / "../../spec/fixtures/documents",
                           std::filesystem::path("spec/fixtures/documents")}) {
    std::error_code failed;
    if (std::filesystem::is_directory(near, failed)) {
      return std::filesystem::canonical(near, failed).string();
    }
  }
  return {};
}

void say(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

}  // namespace

Stage::~Stage() {
  strike();
}

Status Stage::set() {
  for (const auto step :
       {&Stage::make_folder, &Stage::start_peers, &Stage::start_chassis, &Stage::connect}) {
    if (Status done = (this->*step)(); !done) return done;
    if (pace_.interrupted()) return Error::coded(Fault::internal, "interrupted", "interrupted");
  }
  return {};
}

void Stage::strike() {
  if (chassis_child_) chassis_child_->stop(chassis_end_patience);
  if (store_child_) store_child_->stop(peer_end_patience);
  if (sage_child_) sage_child_->stop(peer_end_patience);
  chassis_child_.reset();
  store_child_.reset();
  sage_child_.reset();
  if (!keep_ && !folder_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
}

Status Stage::all_alive() {
  for (auto* child : {&chassis_child_, &store_child_, &sage_child_}) {
    if (*child && !(*child)->alive()) {
      keep_ = true;
      return Error::make(Fault::internal,
                         "a program of the demo has ended; its log is in " + folder_);
    }
  }
  return {};
}

Status Stage::make_folder() {
  if (!options_.keep.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options_.keep, failed);
    if (failed) return Error::make(Fault::internal, options_.keep + ": " + failed.message());
    folder_ = std::filesystem::absolute(options_.keep).string();
    keep_ = true;
    return {};
  }
  std::error_code failed;
  std::string pattern =
      (std::filesystem::temp_directory_path(failed) / "byte8-demo-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return Error::make(Fault::internal, "cannot make a folder like " + pattern);
  }
  folder_ = pattern;
  return {};
}

Result<Child> Stage::start_child(const std::string& program, std::vector<std::string> arguments) {
  const std::string path = beside_us(program);
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) {
    return Error::make(Fault::internal, path + " is missing: build it first");
  }
  return Child::start({.program = path,
                       .arguments = std::move(arguments),
                       .log_file = folder_ + "/" + program + ".log",
                       .process_group = sage_child_ ? sage_child_->id() : 0});
}

Status Stage::start_peers() {
  auto port = free_port();
  if (!port) return port.error();
  chassis_url_ = fmt::format("http://127.0.0.1:{}", *port);
  auto sage = start_child("byte8-sage-simulator",
                          {"--listen", "127.0.0.1:0", "--clock-factor", std::string(clock_factor),
                           "--client", fmt::format("{}:{}", client_id, client_secret),
                           "--redirect-uri", chassis_url_ + "/oauth/sage/callback"});
  if (!sage) return sage.error();
  sage_child_ = *std::move(sage);
  std::vector<std::string> arguments = {"--listen", "127.0.0.1:0", "--clock-factor",
                                        std::string(clock_factor)};
  recordings_ = options_.once ? find_recordings(options_.recordings) : "";
  if (!recordings_.empty()) arguments.insert(arguments.end(), {"--recordings", recordings_});
  auto store = start_child("byte8-demo-store", std::move(arguments));
  if (!store) return store.error();
  store_child_ = *std::move(store);
  auto sage_url = sage_child_->address(start_patience);
  if (!sage_url) return sage_url.error();
  sage_url_ = *sage_url;
  auto store_url = store_child_->address(start_patience);
  if (!store_url) return store_url.error();
  store_url_ = *store_url;
  return {};
}

Status Stage::start_chassis() {
  flags_ = sandbox_flags({.listen = chassis_url_.substr(7),
                          .data_dir = folder_ + "/data",
                          .sage_url = sage_url_,
                          .client_id = std::string(client_id),
                          .client_secret = std::string(client_secret)});
  if (Status added = add_owner(); !added) return added;
  auto chassis = start_child("byte8-ledger", serve_arguments(flags_));
  if (!chassis) return chassis.error();
  chassis_child_ = *std::move(chassis);
  auto url = chassis_child_->address(start_patience);
  if (!url) {
    keep_ = true;
    return Error::make(Fault::internal, url.error().message + "; its log is in " + folder_);
  }
  say(fmt::format("chassis         {}\npretended Sage  {}\npretended store {}\nAPI token       {}",
                  chassis_url_, sage_url_, store_url_, token_));
  return {};
}

// Before the chassis starts: alone, these commands make the database.
Status Stage::add_owner() {
  LoadedConfig loaded = load_config({.flags = flags_});
  if (!loaded.problems.empty()) return Error::make(Fault::internal, loaded.problems.front());
  if (std::filesystem::exists(loaded.config.database_path)) {
    return Error::make(Fault::internal, "there is a demo in " + folder_ + " already");
  }
  auto user =
      run_command(loaded.config, to_json(NewUser{.email = std::string(owner), .role = "owner"}));
  if (!user) return user.error();
  auto token = run_command(loaded.config, to_json(NewToken{.email = std::string(owner),
                                                           .scopes = {"read", "operate", "admin"},
                                                           .name = "demo"}));
  if (!token) return token.error();
  auto body = json::parse(token->body);
  if (!body || body->text_or("token").empty()) {
    return Error::make(Fault::internal, "no token was made: " + token->body);
  }
  token_ = body->text_or("token");
  return {};
}

Status Stage::connect() {
  setup_.emplace(web_, pace_, chassis_url_, store_url_, token_);
  if (Status done = setup_->pair(); !done) return done;
  say("paired the store");
  if (Status done = setup_->connect_sage(); !done) return done;
  if (Status done = setup_->choose_business(); !done) return done;
  say("connected to " + setup_->business_name());
  if (Status done = setup_->save_policy(); !done) return done;
  say("saved the suggested policy with sync_since null, so that older documents sync as well");
  return {};
}

}  // namespace byte8::app
