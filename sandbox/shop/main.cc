// byte8-demo-store: the stand-in Magento store as a program. Prints
// "demo store listening on http://127.0.0.1:PORT" once it does.

#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "sandbox/shop/host.h"

namespace {

using byte8::sandbox::shop::Host;
using byte8::sandbox::shop::HostOptions;

constexpr const char* usage =
    "byte8-demo-store [--listen 127.0.0.1:0] [--clock-factor F] [--seed N] [--recordings DIR]\n"
    "                 [--mode developer|default|production] [--print-pairing-code] [--verbose]\n";

struct Given {
  HostOptions host;
  std::string recordings;
  bool print_pairing_code = false;
  bool verbose = false;
};

template <typename T>
bool number(std::string_view text, T& to) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), to);
  return failure == std::errc() && end == text.data() + text.size();
}

bool listen(std::string_view text, HostOptions& to) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  to.address = text.substr(0, colon);
  return number(text.substr(colon + 1), to.port);
}

bool take(std::string_view name, std::string_view value, Given& to) {
  if (name == "--listen") return listen(value, to.host);
  if (name == "--clock-factor") {
    return number(value, to.host.shop.clock_factor) && to.host.shop.clock_factor > 0;
  }
  if (name == "--seed") return number(value, to.host.shop.seed);
  if (name == "--recordings") {
    to.recordings = value;
    return true;
  }
  if (name == "--mode") {
    const auto mode = byte8::sandbox::shop::mode_of(value);
    if (mode) to.host.shop.mode = *mode;
    return mode.has_value();
  }
  return false;
}

std::optional<Given> read(int count, char** arguments) {
  Given given;
  for (int at = 1; at < count; ++at) {
    const std::string_view name = arguments[at];
    if (name == "--print-pairing-code") {
      given.print_pairing_code = true;
    } else if (name == "--verbose") {
      given.verbose = true;
    } else if (at + 1 >= count || !take(name, arguments[++at], given)) {
      return std::nullopt;
    }
  }
  return given;
}

}  // namespace

int main(int count, char** arguments) {
  std::optional<Given> given = read(count, arguments);
  if (!given) {
    std::fputs(usage, stderr);
    return 2;
  }
  byte8::log::configure(given->verbose ? byte8::log::Level::debug : byte8::log::Level::info, false);
  std::random_device chance;
  given->host.shop.token_seed = (std::uint64_t{chance()} << 32) | chance();
  if (!given->recordings.empty()) {
    auto recordings = byte8::sandbox::shop::read_recordings(given->recordings);
    if (!recordings) {
      byte8::log::error("shop.recordings", {{"error", recordings.error().message}});
      return 1;
    }
    given->host.shop.recordings = std::move(*recordings);
  }
  // Blocked before any thread starts, so that all inherit it and the wait below gets the signal.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  const std::string address = given->host.address;
  auto host = Host::start(std::move(given->host));
  if (!host) {
    byte8::log::error("shop.start", {{"error", host.error().message}});
    return 1;
  }
  std::printf("demo store listening on http://%s:%u\n", address.c_str(), unsigned{(*host)->port()});
  std::fflush(stdout);
  if (given->print_pairing_code) {
    (*host)->with_shop([](byte8::sandbox::shop::Shop& shop, byte8::Millis now) {
      std::printf("pairing code %s\n", shop.new_pairing_code(now).c_str());
      std::fflush(stdout);
    });
  }
  int signal = 0;
  sigwait(&ending, &signal);
  (*host)->stop();
  return 0;
}
