#include "net/client.h"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/check.h"
#include "net/io_thread.h"
#include "net/transfer.h"

namespace byte8::net {
namespace {

constexpr std::size_t spare_handles = 128;
constexpr int longest_sleep = 60'000;

Millis steady_millis() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) { BYTE8_CHECK(fd >= 0); }
  ~Descriptor() { close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void init_curl_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  BYTE8_CHECK(code == CURLE_OK);
}

// libcurl's multi interface over epoll: the work of a wake-up grows with what happened, not with
// how many calls are outstanding.
class CurlClient final : public http::Client {
 public:
  explicit CurlClient(ClientOptions options);
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  void send(std::uint64_t id, http::Call call, http::Done done) override;
  void cancel(std::uint64_t id) override;

 private:
  struct Command {
    std::uint64_t id;
    std::unique_ptr<Transfer> transfer;  // null: cancel
  };

  void put(std::uint64_t id, std::unique_ptr<Transfer> transfer);
  void wake();
  void run();
  void obey(std::vector<Command>& commands);
  void begin(std::unique_ptr<Transfer> transfer);
  void stop_unwritten(std::uint64_t id);
  void wait();
  void act();
  void collect_finished();
  void end_all();
  std::unique_ptr<Transfer> take(std::uint64_t id);
  void report_ended();

  static int watch(CURL*, curl_socket_t socket, int what, void* self, void* watched);
  static int set_timer(CURLM*, long wait_ms, void* self);

  TransferShared shared_;
  Descriptor epoll_;
  Descriptor event_;
  CURLM* multi_;

  std::mutex mutex_;  // guards commands_ and stopping_
  std::vector<Command> commands_;
  bool stopping_ = false;

  // Held while libcurl works and while shared_.cancelled changes: when cancel() returns, the call
  // has either been written already or never will be.
  std::mutex step_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Transfer>> transfers_;
  std::vector<std::unique_ptr<Transfer>> ended_;  // to be reported, outside of step_
  std::vector<Easy> spare_;
  std::array<epoll_event, 256> events_ = {};
  int event_count_ = 0;
  Millis timer_ = -1;  // when libcurl wants to be called; -1: not at all

  std::thread thread_;
};

CurlClient::CurlClient(ClientOptions options)
    : shared_{.options = std::move(options), .cancelled = {}},
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      multi_(curl_multi_init()) {
  BYTE8_CHECK(multi_ != nullptr);
  const auto connections = static_cast<long>(shared_.options.connections_max);
  curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlClient::watch);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlClient::set_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.fd = event_.get();
  BYTE8_CHECK(epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, event_.get(), &event) == 0);
  thread_ = io_thread("net-client", [this] { run(); });
}

CurlClient::~CurlClient() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
  BYTE8_CHECK(thread_.get_id() != std::this_thread::get_id());
  thread_.join();
  shared_.last_unwatched = CURL_SOCKET_BAD;  // what is left is idle
  curl_multi_cleanup(multi_);
}

void CurlClient::send(std::uint64_t id, http::Call call, http::Done done) {
  put(id, std::make_unique<Transfer>(shared_, id, std::move(call), std::move(done)));
}

void CurlClient::cancel(std::uint64_t id) {
  {
    const std::lock_guard lock(step_);
    shared_.cancelled.insert(id);
  }
  put(id, nullptr);
}

void CurlClient::put(std::uint64_t id, std::unique_ptr<Transfer> transfer) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = commands_.empty();
    commands_.push_back({.id = id, .transfer = std::move(transfer)});
  }
  if (first) wake();
}

void CurlClient::wake() {
  const std::uint64_t one = 1;
  // A full counter (EAGAIN) has been set to wake the thread already.
  BYTE8_CHECK(write(event_.get(), &one, sizeof one) == sizeof one || errno == EAGAIN);
}

void CurlClient::run() {
  std::vector<Command> commands;
  for (;;) {
    bool stopping = false;
    {
      const std::lock_guard lock(mutex_);
      commands.swap(commands_);
      stopping = stopping_;
    }
    // What a last answer made its owner send is ended too before the thread is.
    if (stopping && commands.empty() && transfers_.empty()) return;
    {
      const std::lock_guard lock(step_);
      shared_.last_unwatched = CURL_SOCKET_BAD;
      obey(commands);
      if (stopping) {
        end_all();
      } else {
        act();
        collect_finished();
      }
    }
    report_ended();
    if (!stopping) wait();
  }
}

void CurlClient::obey(std::vector<Command>& commands) {
  for (Command& command : commands) {
    if (command.transfer) {
      begin(std::move(command.transfer));
    } else {
      stop_unwritten(command.id);
    }
  }
  commands.clear();
}

void CurlClient::begin(std::unique_ptr<Transfer> transfer) {
  Easy easy;
  if (spare_.empty()) {
    easy.reset(curl_easy_init());
    BYTE8_CHECK(easy != nullptr);
  } else {
    easy = std::move(spare_.back());
    spare_.pop_back();
  }
  const bool known = transfers_.contains(transfer->id());
  BYTE8_CHECK(!known);
  if (!transfer->prepare(std::move(easy))) {
    ended_.push_back(std::move(transfer));
    return;
  }
  curl_multi_add_handle(multi_, transfer->easy());
  transfers_.emplace(transfer->id(), std::move(transfer));
}

void CurlClient::stop_unwritten(std::uint64_t id) {
  const auto found = transfers_.find(id);
  if (found != transfers_.end() && !found->second->sent()) {
    std::unique_ptr<Transfer> transfer = take(id);
    transfer->fail(http::Failure::unsent, "cancelled");
    ended_.push_back(std::move(transfer));
  }
  shared_.cancelled.erase(id);
}

void CurlClient::wait() {
  int limit = -1;
  if (timer_ >= 0) {
    limit = static_cast<int>(std::clamp<Millis>(timer_ - steady_millis(), 0, longest_sleep));
  }
  event_count_ = std::max(
      0, epoll_wait(epoll_.get(), events_.data(), static_cast<int>(events_.size()), limit));
  for (int at = 0; at < event_count_; ++at) {
    if (events_.at(static_cast<std::size_t>(at)).data.fd != event_.get()) continue;
    // Emptied before the commands are looked at: what is put after that look wakes us again.
    std::uint64_t count = 0;
    BYTE8_CHECK(read(event_.get(), &count, sizeof count) == sizeof count || errno == EAGAIN);
  }
}

// Tells libcurl what happened to its sockets and that its time has come.
void CurlClient::act() {
  int running = 0;
  for (int at = 0; at < event_count_; ++at) {
    const epoll_event& event = events_.at(static_cast<std::size_t>(at));
    if (event.data.fd == event_.get()) continue;
    int what = 0;
    if ((event.events & (EPOLLIN | EPOLLHUP)) != 0) what |= CURL_CSELECT_IN;
    if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
    if ((event.events & EPOLLERR) != 0) what |= CURL_CSELECT_ERR;
    curl_multi_socket_action(multi_, event.data.fd, what, &running);
  }
  event_count_ = 0;
  if (timer_ >= 0 && timer_ <= steady_millis()) {
    timer_ = -1;
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

void CurlClient::collect_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    Transfer* finished = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &finished);
    finished->finish(code);
    ended_.push_back(take(finished->id()));
  }
}

std::unique_ptr<Transfer> CurlClient::take(std::uint64_t id) {
  auto node = transfers_.extract(id);
  BYTE8_CHECK(!node.empty());
  std::unique_ptr<Transfer> transfer = std::move(node.mapped());
  curl_multi_remove_handle(multi_, transfer->easy());
  return transfer;
}

void CurlClient::end_all() {
  while (!transfers_.empty()) {
    std::unique_ptr<Transfer> transfer = take(transfers_.begin()->first);
    transfer->fail(transfer->sent() ? http::Failure::cut : http::Failure::unsent,
                   "the client was closed");
    ended_.push_back(std::move(transfer));
  }
}

void CurlClient::report_ended() {
  for (const std::unique_ptr<Transfer>& transfer : ended_) {
    if (Easy easy = transfer->give_back(); easy && spare_.size() < spare_handles) {
      curl_easy_reset(easy.get());
      spare_.push_back(std::move(easy));
    }
    transfer->report();
  }
  ended_.clear();
}

int CurlClient::watch(CURL*, curl_socket_t socket, int what, void* self, void* watched) {
  CurlClient& client = *static_cast<CurlClient*>(self);
  if (what == CURL_POLL_REMOVE) {
    client.shared_.last_unwatched = socket;
    epoll_ctl(client.epoll_.get(), EPOLL_CTL_DEL, socket, nullptr);
    return 0;
  }
  epoll_event event = {};
  event.data.fd = socket;
  if ((what & CURL_POLL_IN) != 0) event.events |= EPOLLIN;
  if ((what & CURL_POLL_OUT) != 0) event.events |= EPOLLOUT;
  // The kernel forgets a closed socket by itself, so what is known here may be older than what it
  // knows.
  const bool known = watched != nullptr;
  if (epoll_ctl(client.epoll_.get(), known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0) {
    epoll_ctl(client.epoll_.get(), known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  }
  if (!known) curl_multi_assign(client.multi_, socket, &client);
  return 0;
}

int CurlClient::set_timer(CURLM*, long wait_ms, void* self) {
  static_cast<CurlClient*>(self)->timer_ = wait_ms < 0 ? -1 : steady_millis() + wait_ms;
  return 0;
}

}  // namespace

std::unique_ptr<http::Client> make_client(ClientOptions options) {
  init_curl_once();
  return std::make_unique<CurlClient>(std::move(options));
}

}  // namespace byte8::net
