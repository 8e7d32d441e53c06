#include "tests/e2e_cpp/system.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <future>

#include "app/alone.h"
#include "app/cli_command.h"

namespace byte8::e2e {
namespace {

// With the default timing of a nightly run a doubt takes minutes to settle.
const Millis patience = std::getenv("BYTE8_DEFAULT_TIMING") == nullptr ? 120'000 : 3'600'000;

template <typename T>
T must(Result<T> result) {
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
  return *std::move(result);
}

json::Array items(const json::Value& value, std::string_view key) {
  const json::Value found = member(value, key);
  return found.is_array() ? found.array() : json::Array();
}

}  // namespace

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  EXPECT_EQ(::bind(fd, any, size), 0);
  EXPECT_EQ(::getsockname(fd, any, &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

json::Value member(const json::Value& value, std::string_view key) {
  const json::Value* found = value.find(key);
  return found == nullptr ? json::Value() : *found;
}

System::System(const SystemOptions& options) {
  std::string pattern = testing::TempDir() + "byte8-system-XXXXXX";
  folder_ = ::mkdtemp(pattern.data());
  const std::string address = fmt::format("127.0.0.1:{}", free_port());
  sandbox::sage::Options sage;
  sage.clock_factor = 60;
  sage.clients.front().redirect_uris = {"http://" + address + "/oauth/sage/callback"};
  sage_ = must(sandbox::sage::Host::start(sage, "127.0.0.1", 0));
  shop_ = must(sandbox::shop::Host::start({.shop = {.clock_factor = 600}}));
  const std::uint16_t reached = options.between ? options.between(sage_->port()) : sage_->port();
  const std::string sage_url = fmt::format("http://127.0.0.1:{}", reached);
  flags_ = app::sandbox_flags({.listen = address,
                               .data_dir = folder_ + "/data",
                               .sage_url = sage_url,
                               .client_id = sage.clients.front().id,
                               .client_secret = sage.clients.front().secret});
  flags_.emplace_back("retry_schedule", "100ms,500ms,1s");
  for (const auto& [name, value] : options.flags) {
    std::erase_if(flags_, [&name](const auto& flag) { return flag.first == name; });
    flags_.emplace_back(name, value);
  }
  const app::LoadedConfig loaded = app::load_config({.flags = flags_});
  EXPECT_TRUE(loaded.problems.empty());
  config_ = loaded.config;
}

System::~System() {
  chassis_.reset();
  shop_->stop();
  sage_->stop();
  std::filesystem::remove_all(folder_);
}

void System::start_chassis() {
  chassis_ = must(app::Runtime::start(config_));
}

Status System::stop_chassis() {
  Status stopped = chassis_->stop();
  chassis_.reset();
  return stopped;
}

void System::connect() {
  auto user =
      app::run_command(config_, app::to_json(app::NewUser{.email = "a@b.c", .role = "owner"}));
  EXPECT_EQ(must(std::move(user)).status, 201);
  auto token = must(app::run_command(
      config_,
      app::to_json(app::NewToken{.email = "a@b.c", .scopes = {"read", "operate", "admin"}})));
  setup_ = std::make_unique<app::Setup>(web_, pace_, chassis(),
                                        fmt::format("http://127.0.0.1:{}", shop_->port()),
                                        must(json::parse(token.body)).text_or("token"));
  for (const auto step : {&app::Setup::pair, &app::Setup::connect_sage,
                          &app::Setup::choose_business, &app::Setup::save_policy}) {
    const Status done = (*setup_.*step)();
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
}

void System::with_shop(const std::function<void(sandbox::shop::Shop&, Millis now)>& act) {
  std::promise<void> done;
  shop_->with_shop([&](sandbox::shop::Shop& shop, Millis now) {
    act(shop, now);
    done.set_value();
  });
  done.get_future().wait();
}

void System::order(int count) {
  with_shop([count](sandbox::shop::Shop& shop, Millis now) {
    for (int i = 0; i < count; ++i) shop.place_order(now);
    shop.tick();
  });
}

json::Value System::ledger() {
  json::Value all;
  sage_->with([&all](sandbox::sage::Simulator& simulator) { all = simulator.ledger(); });
  return all;
}

std::size_t System::invoices_in_sage() {
  const json::Value books = member(member(ledger(), "businesses"), setup_->business());
  std::size_t count = 0;
  for (const json::Value& invoice : items(books, "sales_invoices")) {
    if (!member(invoice, "foreign").boolean()) ++count;
  }
  return count;
}

Status System::until(const std::string& what, const std::function<Result<bool>()>& done) {
  return pace_.until(what, patience, done);
}

app::Comparison System::settled() {
  app::Comparison result;
  const std::string store = fmt::format("http://127.0.0.1:{}", shop_->port());
  const Status done = until("everything is settled", [&]() -> Result<bool> {
    const json::Value outbox = must(web_.get(store + "/__shop/outbox"));
    bool pending = false;
    for (const json::Value& row : items(outbox, "rows")) {
      pending = pending || row.text_or("status") == "pending";
    }
    const json::Value documents = must(web_.get(store + "/__shop/documents"));
    json::Array runs;
    for (std::string cursor;;) {
      const json::Value page =
          must(setup_->get("/v1/runs?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor)));
      for (json::Value& run : items(page, "items")) runs.push_back(std::move(run));
      cursor = page.text_or("next_cursor");
      if (cursor.empty()) break;
    }
    const json::Value all = ledger();
    result = must(app::compare(items(documents, "documents"), runs,
                               member(member(all, "businesses"), setup_->business()),
                               items(all, "duplicates")));
    return !pending && result.unsettled == 0;
  });
  EXPECT_TRUE(done.ok()) << result.table() << result.summary();
  return result;
}

}  // namespace byte8::e2e
