#include "app/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/master_key.h"
#include "app/services.h"
#include "app/web.h"
#include "base/crypto.h"
#include "sqlite/connection.h"
#include "store/directory.h"
#include "store/migrations.h"

namespace byte8::app {
namespace {

namespace fs = std::filesystem;
using Weight = Finding::Weight;

constexpr std::uintmax_t space_needed = 200'000'000;

class Examination {
 public:
  explicit Examination(const Config& config) : config_(config) {}

  std::vector<Finding> all() {
    folder();
    space();
    key();
    database();
    application();
    sage();
    return std::move(findings_);
  }

 private:
  void find(Weight weight, std::string what, std::string says) {
    findings_.push_back({weight, std::move(what), std::move(says)});
  }

  void folder() {
    const std::string& path = config_.data_dir;
    if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
      return find(Weight::stops, "data_dir",
                  path + " cannot be written: make it and give it to the user of the service");
    }
    find(Weight::good, "data_dir", path);
  }

  void space() {
    std::error_code code;
    const fs::space_info info = fs::space(config_.data_dir, code);
    if (code) return;
    const std::string left = fmt::format("{} MB left", info.available / 1'000'000);
    if (info.available < space_needed) {
      return find(Weight::warning, "disk", left + ": make room, or the service will stop");
    }
    find(Weight::good, "disk", left);
  }

  void key() {
    if (::access(config_.master_key_file.c_str(), F_OK) != 0) {
      const bool fresh = !fs::exists(config_.database_path);
      return find(fresh ? Weight::good : Weight::stops, "master_key",
                  fresh ? "none yet: serve makes it"
                        : config_.master_key_file +
                              " is missing: put it back, the secrets in the "
                              "database open with no other");
    }
    auto read = master_key(config_.master_key_file, false);
    if (!read) return find(Weight::stops, "master_key", read.error().message);
    key_ = *std::move(read);
    struct stat about = {};
    if (::stat(config_.master_key_file.c_str(), &about) == 0 && (about.st_mode & 077) != 0) {
      return find(Weight::warning, "master_key",
                  config_.master_key_file + " can be read by others: chmod 600");
    }
    find(Weight::good, "master_key", config_.master_key_file);
  }

  void database() {
    if (!fs::exists(config_.database_path)) {
      return find(Weight::good, "database", "none yet: serve makes it");
    }
    auto opened = sqlite::Connection::open(config_.database_path, sqlite::Connection::Mode::reader);
    if (!opened) return find(Weight::stops, "database", opened.error().message);
    static const port::Sql check{"quick_check", "PRAGMA quick_check(1)"};
    auto sound = (*opened)->run({&check, {}});
    if (!sound || sound->rows.empty() || sound->rows.front().text(0) != "ok") {
      return find(Weight::stops, "database",
                  "SQLite finds it broken: restore a backup (byte8-ledger backup restore FILE)");
    }
    static const port::Sql newest{"newest_migration",
                                  "SELECT COALESCE(MAX(number), 0) FROM schema_migration"};
    auto number = (*opened)->run({&newest, {}});
    if (!number) return find(Weight::stops, "database", number.error().message);
    const std::int64_t there = number->only().integer(0);
    const std::int64_t ours = store::migrations().back().number;
    if (there > ours) {
      return find(Weight::stops, "database",
                  fmt::format("its schema is {}, this program knows {}: install the newer program",
                              there, ours));
    }
    find(Weight::good, "database",
         fmt::format("{}, schema {} of {}", config_.database_path, there, ours));
    secrets(**opened);
  }

  void secrets(sqlite::Connection& database) {
    if (key_.reveal().empty()) return;
    const crypto::Sealer sealer(key_);
    auto rows = database.run(store::directory::all_stores());
    if (!rows) return;
    std::size_t closed = 0;
    for (const port::Row& row : rows->rows) {
      const store::StoreRow store = store::directory::store_row(row);
      if (!sealer.open(store.sealed_key, store::sealed_key_identity(store.tenant_id))) ++closed;
    }
    if (closed > 0) {
      return find(Weight::stops, "secrets",
                  fmt::format("{} of {} store keys do not open with this master key: it is not the "
                              "one they were sealed with",
                              closed, rows->rows.size()));
    }
    find(Weight::good, "secrets", fmt::format("{} store keys open", rows->rows.size()));
  }

  void application() {
    if (config_.sage_client_id.empty() || config_.sage_client_secret.reveal().empty()) {
      return find(Weight::warning, "sage_application",
                  "sage_client_id or sage_client_secret is not set: register an application at "
                  "developer.sage.com, callback " +
                      config_.public_url + "/oauth/sage/callback");
    }
    find(Weight::good, "sage_application", config_.sage_client_id);
  }

  // Any answer will do: it is whether there is a way.
  void sage() {
    auto client = make_client(config_);
    if (!client) return find(Weight::warning, "sage", client.error().message);
    Web web(*std::move(client));
    const auto answer = web.send("GET", config_.sage_api_url + "/user");
    if (!answer) {
      return find(Weight::warning, "sage",
                  config_.sage_api_url + " cannot be reached (" + answer.error().message +
                      "): documents wait until it can");
    }
    find(Weight::good, "sage", config_.sage_api_url + " answers");
  }

  const Config& config_;
  SecretText key_;
  std::vector<Finding> findings_;
};

std::string_view word(Weight weight) {
  if (weight == Weight::good) return "ok";
  return weight == Weight::warning ? "warning" : "stops";
}

}  // namespace

std::vector<Finding> examine(const Config& config) {
  return Examination(config).all();
}

std::string text(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& one : findings) {
    out += fmt::format("{:<8}{:<18}{}\n", word(one.weight), one.what, one.says);
  }
  return out;
}

json::Value to_json(const std::vector<Finding>& findings) {
  json::Array items;
  for (const Finding& one : findings) {
    items.push_back(
        json::object({{"weight", word(one.weight)}, {"what", one.what}, {"says", one.says}}));
  }
  return json::object({{"items", std::move(items)}});
}

bool stops(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings,
                             [](const Finding& one) { return one.weight == Weight::stops; });
}

}  // namespace byte8::app
