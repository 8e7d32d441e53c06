// Options from JSON, for the program.

#include "sandbox/sage/simulator.h"

namespace byte8::sandbox::sage {
namespace {

Result<std::vector<std::string>> uris_of(const json::Value& value) {
  std::vector<std::string> uris;
  if (!value.is_array())
    return Error::in_field("redirect_uris", "redirect_uris is an array of texts");
  for (const json::Value& uri : value.array()) {
    if (!uri.is_string())
      return Error::in_field("redirect_uris", "redirect_uris is an array of texts");
    uris.push_back(uri.string());
  }
  return uris;
}

Result<ClientOptions> client_of(const json::Value& value) {
  ClientOptions client;
  client.id = value.text_or("id", client.id);
  client.secret = value.text_or("secret", client.secret);
  if (const json::Value* uris = value.find("redirect_uris")) {
    auto read = uris_of(*uris);
    if (!read) return read.error();
    client.redirect_uris = *std::move(read);
  }
  return client;
}

Status read_clients(const json::Value& value, Options& options) {
  if (const json::Value* clients = value.find("clients")) {
    if (!clients->is_array() || clients->array().empty()) {
      return Error::in_field("clients", "clients is an array that is not empty");
    }
    options.clients.clear();
    for (const json::Value& one : clients->array()) {
      auto client = client_of(one);
      if (!client) return client.error();
      options.clients.push_back(*std::move(client));
    }
  }
  if (const json::Value* uris = value.find("redirect_uris")) {
    auto read = uris_of(*uris);
    if (!read) return read.error();
    for (std::string& uri : *read) options.clients.front().redirect_uris.push_back(std::move(uri));
  }
  return {};
}

}  // namespace

Result<Options> options_of(const json::Value& value) {
  if (!value.is_object()) return Error::make(Fault::validation, "options are an object");
  Options options;
  if (Status read = read_clients(value, options); !read) return read.error();
  for (const auto& [name, member] : value.object()) {
    if (name == "clients" || name == "redirect_uris") continue;
    if (name == "switches") {
      if (Status set = set_switches(options.switches, member); !set) return set.error();
      continue;
    }
    const auto number = member.integer();
    const bool known = name == "seed" || name == "clock_factor" || name == "log_kept";
    if (!known || !number || *number < 0)
      return Error::in_field(name, name + " is no option, or not a whole number");
    if (name == "seed") options.seed = static_cast<std::uint64_t>(*number);
    if (name == "clock_factor") options.clock_factor = *number;
    if (name == "log_kept") options.log_kept = static_cast<std::size_t>(*number);
  }
  return options;
}

}  // namespace byte8::sandbox::sage
