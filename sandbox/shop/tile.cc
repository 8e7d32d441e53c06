#include "sandbox/shop/tile.h"

#include <string>
#include <string_view>
#include <utility>

namespace byte8::sandbox::shop {

namespace {

struct Health {
  bool empty = true;
  std::string magento_status;
  std::string binding_status;
  std::string region;  // upper case
  json::Value last_run_at;
  json::Value pending;
  json::Value failed;
};

std::int64_t number(const json::Value& value) {
  return value.is_number() ? value.integer().value_or(0) : 0;
}

Health read(const json::Value& value) {
  Health health;
  health.empty = !value.is_object() || value.object().empty();
  if (const json::Value* tenant = value.find("tenant")) {
    health.magento_status = tenant->text_or("magento_connection_status");
  }
  if (const json::Value* binding = value.find("binding")) {
    health.binding_status = binding->text_or("status");
    for (const char letter : binding->text_or("region")) {
      const bool small = letter >= 'a' && letter <= 'z';
      health.region += small ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
  }
  if (const json::Value* sync = value.find("sync")) {
    const auto member = [&](std::string_view name) {
      const json::Value* found = sync->find(name);
      return found == nullptr ? json::Value() : *found;
    };
    health.last_run_at = member("last_run_at");
    health.pending = member("pending_count");
    health.failed = member("failed_24h");
  }
  return health;
}

std::string relative(const json::Value& at, Millis now) {
  if (!at.is_string() || at.string().empty()) return "no syncs yet";
  const Result<Millis> when = parse_utc(at.string());
  if (!when) return "unknown";
  const std::int64_t seconds = (now - *when) / 1000;
  const auto ago = [](std::int64_t count, std::string_view unit) {
    return std::to_string(count) + ' ' + std::string(unit) + (count == 1 ? " ago" : "s ago");
  };
  if (seconds < 60) return "just now";
  if (seconds < 3600) return ago(seconds / 60, "minute");
  if (seconds < 86'400) return ago(seconds / 3600, "hour");
  return ago(seconds / 86'400, "day");
}

std::string connected_to_sage(const Health& health) {
  return "Connected to Sage" + (health.region.empty() ? "" : " (" + health.region + ")");
}

struct Shown {
  std::string_view state;
  std::string_view colour;
  std::string headline;
  bool numbers = false;
  std::string_view target;
};

Shown tile_of(bool connected, const Health& health) {
  if (!connected) return {"disconnected", "grey", "Not connected to Sage", false, "config"};
  if (health.empty) return {"unknown", "grey", "Ledger unreachable", false, "iframe"};
  if (health.magento_status == "token_revoked") {
    return {"error", "red", "Magento disconnected: pair again", false, "config"};
  }
  if (health.magento_status == "pending" || health.binding_status.empty()) {
    return {"warning", "amber", "Finish the setup in the ledger", true, "config"};
  }
  if (health.binding_status != "active") {
    return {"error", "red", "Binding " + health.binding_status, true, "iframe"};
  }
  if (number(health.failed) > 0) {
    return {"error", "red", connected_to_sage(health), true, "iframe"};
  }
  if (number(health.pending) > 0) {
    return {"warning", "amber", connected_to_sage(health), true, "iframe"};
  }
  return {"connected", "green", connected_to_sage(health), true, "iframe"};
}

json::Value config_of(bool connected, const Health& health) {
  const auto shown = [](std::string_view state, std::string_view dot, const std::string& label) {
    return json::object({{"state", state}, {"dot", dot}, {"label", label}});
  };
  const std::string& status = health.magento_status;
  if (!connected) return shown("disconnected", "red", "Not paired");
  if (status == "token_revoked") return shown("token_revoked", "red", "Pairing required again");
  if (status.empty() || status == "pending") {
    return shown("pending", "amber", "Waiting for the ledger: finish the Sage connection");
  }
  if (status != "active") return shown("unknown", "grey", "Ledger unreachable");
  if (health.binding_status == "active") {
    return shown("connected", "green", connected_to_sage(health));
  }
  return shown("pending", "amber", "Magento paired, Sage not connected");
}

}  // namespace

json::Value health_view(bool connected, const json::Value& health, Millis now) {
  const Health read_health = read(health);
  const Shown tile = tile_of(connected, read_health);
  json::Value shown = json::object({{"state", tile.state},
                                    {"colour", tile.colour},
                                    {"dot", connected ? tile.colour : "red"},
                                    {"headline", tile.headline},
                                    {"last_sync", json::Value()},
                                    {"pending", json::Value()},
                                    {"errors_24h", json::Value()},
                                    {"target", tile.target}});
  if (tile.numbers) {
    shown.set("last_sync", relative(read_health.last_run_at, now));
    shown.set("pending", read_health.pending);
    shown.set("errors_24h", read_health.failed);
  }
  return json::object({{"connected", connected},
                       {"tile", std::move(shown)},
                       {"config", config_of(connected, read_health)},
                       {"health", health}});
}

}  // namespace byte8::sandbox::shop
