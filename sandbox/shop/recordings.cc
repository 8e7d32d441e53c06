#include "sandbox/shop/recordings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "base/json.h"

namespace byte8::sandbox::shop {

namespace {

Error broken(const std::string& name, const std::string& what) {
  return Error::make(Fault::serde, "recording " + name + ": " + what);
}

// Header names of the recordings stand as they were sent; the key's is always written like this.
std::string idempotency_key(const json::Value& webhook) {
  const json::Value* headers = webhook.find("headers");
  if (headers == nullptr || !headers->is_array()) return "";
  for (const json::Value& header : headers->array()) {
    if (!header.is_array() || header.array().size() != 2) continue;
    const json::Array& pair = header.array();
    if (pair[0].is_string() && pair[0].string() == "Idempotency-Key" && pair[1].is_string()) {
      return pair[1].string();
    }
  }
  return "";
}

std::vector<RecordedWebhook> webhooks_of(const json::Value& file) {
  std::vector<RecordedWebhook> found;
  const json::Value* webhooks = file.find("webhooks");
  if (webhooks == nullptr || !webhooks->is_array()) return found;
  for (const json::Value& webhook : webhooks->array()) {
    const std::string path = webhook.text_or("path");
    found.push_back({.event = path.substr(path.rfind('/') + 1),
                     .key = idempotency_key(webhook),
                     .body = webhook.text_or("body")});
  }
  return found;
}

std::string number_of(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member != nullptr && member->is_number() ? member->number_text() : "";
}

Facts facts_of(const Recording& recording, const json::Value& body, const json::Value& truth) {
  Facts facts;
  const json::Value* header = truth.find("header");
  if (header == nullptr) return facts;
  const json::Value* store = body.find("store_id");
  facts.kind = recording.kind;
  facts.id = body.find("magento_id") ? body.find("magento_id")->integer().value_or(0) : 0;
  facts.increment_id = body.text_or("increment_id");
  facts.order_increment_id = body.text_or("order_increment_id");
  facts.currency = body.text_or("currency");
  facts.state = body.text_or("state");
  facts.payment_method = body.text_or("payment_method");
  facts.grand_total = header->text_or("grand_total");
  facts.tax_amount = header->text_or("tax_amount");
  facts.base_to_order_rate = number_of(body, "base_to_order_rate");
  facts.created_at = body.text_or("created_at");
  facts.store_id = store != nullptr && store->is_number() ? store->integer().value_or(0) : 0;
  facts.recorded = true;
  if (const json::Value* customer = body.find("customer")) {
    facts.customer = customer->text_or("first_name") + ' ' + customer->text_or("last_name");
  }
  return facts;
}

bool sales(const Recording& recording) {
  return recording.kind == "invoice" || recording.kind == "creditmemo";
}

}  // namespace

Result<Recording> parse_recording(std::string name, std::string_view text) {
  const Result<json::Value> file = json::parse(text);
  if (!file) return broken(name, file.error().message);
  Recording recording;
  recording.kind = file->text_or("kind");
  recording.webhooks = webhooks_of(*file);
  const json::Value* canonical = file->find("canonical");
  if (canonical == nullptr || !canonical->is_object()) return broken(name, "no canonical bodies");
  for (const auto& [route, answer] : canonical->object()) {
    recording.bodies.push_back({.route = route, .body = answer.text_or("body")});
  }
  const json::Value* truth = file->find("truth");
  if (sales(recording) && truth != nullptr && !recording.bodies.empty()) {
    const Result<json::Value> body = json::parse(recording.bodies.front().body);
    if (!body) return broken(name, body.error().message);
    recording.facts = facts_of(recording, *body, *truth);
  }
  recording.name = std::move(name);
  return recording;
}

void mark_refetches(std::vector<Recording>& recordings) {
  std::set<std::string> seen;
  for (Recording& recording : recordings) {
    if (recording.bodies.empty()) continue;
    recording.refetch = sales(recording) && seen.contains(recording.bodies.front().route);
    for (const RecordedBody& body : recording.bodies) seen.insert(body.route);
  }
}

Result<std::vector<Recording>> read_recordings(const std::string& folder) {
  std::error_code failure;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  if (failure) return Error::make(Fault::not_found, folder + ": " + failure.message());
  std::ranges::sort(paths);
  std::vector<Recording> recordings;
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Result<Recording> recording = parse_recording(path.stem().string(), text);
    if (!recording) return recording.error();
    recordings.push_back(std::move(*recording));
  }
  mark_refetches(recordings);
  return recordings;
}

}  // namespace byte8::sandbox::shop
