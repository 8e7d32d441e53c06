#include "app/runtime.h"

#include <optional>

#include "api/cli.h"
#include "app/cli_command.h"
#include "app/config_values.h"
#include "app/control.h"
#include "app/core_thread.h"
#include "app/errands.h"
#include "app/house.h"
#include "app/services.h"
#include "base/log.h"
#include "lifecycle/store_keys.h"
#include "net/server.h"
#include "sync/world.h"

namespace byte8::app {
namespace {

// What the server still waits for after the core has given its last answers: their last bytes.
constexpr Millis flush_time = 500;

Result<std::unique_ptr<net::Server>> listen(const Config& config, http::Handler handler) {
  auto server = net::Server::start(
      {.address = config.listen.address, .port = config.listen.port, .request_ids = true},
      std::move(handler));
  if (!server && server.error().message.find("in use") != std::string::npos) {
    server.error().code = "address_in_use";
  }
  return server;
}

class Whole final : public Runtime {
 public:
  explicit Whole(Config config)
      : config_(std::move(config)),
        clock_(config_.test_clock_file),
        edge_(gate_, inbox_, replies_, clock_) {}

  ~Whole() override {
    if (const Status stopped = stop(); !stopped) {
      log::error("unclean_end", {{"reason", stopped.error().message}});
    }
  }
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;

  Status begin();

  std::uint16_t port() const override { return server_->port(); }
  const Config& config() const override { return config_; }
  Status stop() override;

 private:
  Status begin_listening();
  Status begin_core();
  Status begin_control();
  Status begin_metrics();
  void fill_gate();
  void ask_setup_link();
  void noticed(const engine::Notice& notice);
  void controlled(const json::Value& request, const std::shared_ptr<http::Responder>& responder);

  Config config_;
  Metrics metrics_;
  ClockSource clock_;
  Inbox inbox_;
  Replies replies_;
  WireGate gate_;
  Edge edge_;
  std::unique_ptr<net::Server> server_;
  std::unique_ptr<net::Server> metrics_server_;
  std::optional<House> house_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<Errands> errands_;
  std::unique_ptr<CoreThread> core_;
  std::unique_ptr<ControlServer> control_;
};

// The listener comes first: its port is part of public_url where none is configured, and /readyz
// tells what the rest of the start is doing.
Status Whole::begin() {
  if (Status done = begin_listening(); !done) return done;
  auto house = open_house(config_);
  if (!house) return house.error();
  house_.emplace(*std::move(house));
  if (Status done = begin_core(); !done) return done;
  if (Status done = begin_control(); !done) return done;
  if (Status done = begin_metrics(); !done) return done;
  edge_.open();
  edge_.set(Readiness::ready);
  log::info("serving", {{"address", config_.listen.text()}, {"public_url", config_.public_url}});
  ask_setup_link();
  return {};
}

Status Whole::begin_listening() {
  auto server =
      listen(config_, [this](http::Request request, std::shared_ptr<http::Responder> responder) {
        edge_.handle(std::move(request), std::move(responder));
      });
  if (!server) return server.error();
  server_ = *std::move(server);
  if (config_.listen.port == 0) {
    config_.listen.port = server_->port();
    if (config_.is_default("public_url")) config_.public_url = "http://" + config_.listen.text();
  }
  auto url = parse_url(config_.public_url);
  if (!url) return url.error();
  edge_.set_prefix(url->path);
  auto proxies = net::Guard::allowing(config_.trusted_proxies);
  if (!proxies) return proxies.error();
  edge_.set_proxies(*std::move(proxies));
  return {};
}

Status Whole::begin_core() {
  edge_.set(Readiness::database);
  services_ = std::make_unique<Services>(config_, house_->master_key);
  auto client = make_client(config_);
  if (!client) return client.error();
  client_ = *std::move(client);
  engine_ = std::make_unique<engine::Engine>(*house_->db, services_->provider(),
                                             services_->sealer(), services_->handlers(),
                                             services_->settings(), services_->rng());
  if (Status started = engine_->start(clock_.now()); !started) return started;
  fill_gate();
  errands_ = std::make_unique<Errands>(inbox_);
  core_ = std::make_unique<CoreThread>(CoreThread::Surroundings{
      .db = house_->db.get(),
      .engine = engine_.get(),
      .inbox = &inbox_,
      .replies = &replies_,
      .client = client_.get(),
      .edge = &edge_,
      .clock = &clock_,
      .metrics = &metrics_,
      .request_timeout = config_.request_timeout,
      .on_notice = [this](const engine::Notice& notice) { noticed(notice); }});
  core_->start();
  return {};
}

void Whole::fill_gate() {
  for (const auto& [id, row] : engine_->core().directory().stores()) {
    auto access = sync::open_store(row, services_->sealer());
    if (!access) {
      log::error("store_key_unreadable", {{"store", std::to_string(id)}});
      continue;
    }
    gate_.put(row.tenant_id, {.account = row.account_id, .store = id}, access->api_key, {});
  }
}

void Whole::noticed(const engine::Notice& notice) {
  if (notice.topic == accounts::errand_topic) {
    return errands_->take(std::static_pointer_cast<const accounts::Errand>(notice.payload));
  }
  if (notice.topic == engine::page_topic) {
    return services_->pages().publish(static_cast<const engine::PageNotice&>(*notice.payload));
  }
  if (notice.topic != lifecycle::store_keys_topic) return;
  const auto keys = std::static_pointer_cast<const lifecycle::StoreKeys>(notice.payload);
  gate_.put(keys->tenant_id, {.account = keys->account_id, .store = keys->store_id}, keys->api_key,
            keys->offered_key);
}

// Shows the link where there is no user yet: there are no default credentials.
class LinkShower final : public http::Responder {
 public:
  void send(http::Response response) override {
    const auto body = json::parse(response.body);
    if (response.status != 201 || !body) return;
    log::warn("setup_link", {{"url", body->text_or("url")},
                             {"hint", "open it to make the first user; it works for an hour"}});
  }
  void drop() override {}
  void send_part(http::Response, std::size_t) override {}
  void send_slowly(http::Response, Millis) override {}
};

void Whole::ask_setup_link() {
  const engine::RequestId reply = replies_.keep(std::make_shared<LinkShower>());
  if (!inbox_.post({.reply = reply, .kind = api::setup_link_command})) replies_.take(reply);
}

Status Whole::begin_metrics() {
  if (!config_.metrics_listen) return {};
  auto server = serve_metrics(*config_.metrics_listen, metrics_,
                              [this] { return edge_.readiness() == Readiness::ready; });
  if (!server) return server.error();
  metrics_server_ = *std::move(server);
  return {};
}

Status Whole::begin_control() {
  auto control = ControlServer::start(
      control_path(config_.data_dir),
      [this](const json::Value& request, const std::shared_ptr<http::Responder>& responder) {
        controlled(request, responder);
      });
  if (!control) return control.error();
  control_ = *std::move(control);
  return {};
}

void Whole::controlled(const json::Value& request,
                       const std::shared_ptr<http::Responder>& responder) {
  // A responder that is dropped says 503.
  if (edge_.readiness() == Readiness::draining) return;
  auto command = command_of(request);
  if (!command) {
    return responder->send(
        {.status = 422, .body = json::write(json::object({{"detail", command.error().message}}))});
  }
  command->reply = replies_.keep(responder);
  const engine::RequestId reply = command->reply;
  if (!inbox_.post(*std::move(command))) replies_.take(reply);
}

Status Whole::stop() {
  edge_.set(Readiness::draining);
  Status ended;
  if (core_) core_->drain(config_.drain_timeout);
  if (server_) server_->stop(config_.drain_timeout + flush_time);
  if (core_) {
    ended = core_->join();
    core_.reset();
  }
  if (services_ && services_->mailer() != nullptr) services_->mailer()->stop();
  errands_.reset();
  replies_.drop_all();
  control_.reset();
  client_.reset();
  return ended;
}

}  // namespace

Result<std::unique_ptr<Runtime>> Runtime::start(Config config) {
  auto runtime = std::make_unique<Whole>(std::move(config));
  if (Status begun = runtime->begin(); !begun) return begun.error();
  return std::unique_ptr<Runtime>(std::move(runtime));
}

}  // namespace byte8::app
