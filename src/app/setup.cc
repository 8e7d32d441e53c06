#include "app/setup.h"

#include <fmt/format.h>

namespace byte8::app {
namespace {

constexpr Millis connect_patience = 60'000;

}  // namespace

http::Headers Setup::authorization() const {
  return {{"Authorization", "Bearer " + token_}};
}

Result<json::Value> Setup::get(const std::string& path) {
  return web_.get(chassis_ + path, authorization());
}

Result<json::Value> Setup::post(const std::string& path, const json::Value& body) {
  return web_.post(chassis_ + path, body, authorization());
}

Status Setup::pair() {
  auto code = web_.post(store_ + "/__shop/pairing-code", json::object({}));
  if (!code) return code.error();
  auto connected =
      post("/v1/magento/connect", json::object({{"magento_base_url", store_},
                                                {"pairing_code", code->text_or("pairing_code")}}));
  if (!connected) return connected.error();
  const json::Value* binding = connected->find("binding");
  if (binding == nullptr) return Error::make(Fault::internal, "pairing gave no binding");
  binding_ = binding->text_or("id");
  return {};
}

// What a browser would do: to Sage's page, and from there to the callback.
Status Setup::connect_sage() {
  auto authorize = post("/v1/bindings/" + binding_ + "/sage/authorize", json::object({}));
  if (!authorize) return authorize.error();
  auto page = web_.send("GET", authorize->text_or("authorize_url"));
  if (!page) return page.error();
  const std::string* callback = http::find_header(page->headers, "Location");
  if (page->status != 302 || callback == nullptr) {
    return Error::make(Fault::internal,
                       fmt::format("Sage's page answered {}: {}", page->status, page->body));
  }
  auto back = web_.send("GET", *callback);
  if (!back) return back.error();
  if (back->status != 303) {
    return Error::make(Fault::internal,
                       fmt::format("the callback answered {}: {}", back->status, back->body));
  }
  return {};
}

Status Setup::choose_business() {
  const std::string path = "/v1/bindings/" + binding_;
  auto list = get(path + "/sage/businesses");
  if (!list) return list.error();
  const json::Value* items = list->find("items");
  for (const json::Value& item : items == nullptr ? json::Array() : items->array()) {
    const json::Value* usable = item.find("usable");
    const bool fits = usable != nullptr && usable->is_bool() && usable->boolean();
    if (!business_.empty() || !fits || item.text_or("country") != "GB") continue;
    business_ = item.text_or("provider_business_id");
    business_name_ = item.text_or("name");
  }
  if (business_.empty()) return Error::make(Fault::internal, "Sage has no usable GB business");
  auto chosen = post(path + "/sage/business", json::object({{"provider_business_id", business_}}));
  if (!chosen) return chosen.error();
  return pace_.until("the binding becomes active", connect_patience,
                     [this, &path]() -> Result<bool> {
                       auto binding = get(path);
                       if (!binding) return binding.error();
                       return binding->text_or("status") == "active";
                     });
}

Status Setup::save_policy() {
  const std::string url = chassis_ + "/v1/bindings/" + binding_ + "/policy";
  auto current = web_.send("GET", url, authorization());
  if (!current) return current.error();
  auto document = json::parse(current->body);
  const std::string* tag = http::find_header(current->headers, "ETag");
  const json::Value* policy = document ? document->find("policy") : nullptr;
  if (current->status != 200 || policy == nullptr || tag == nullptr) {
    return Error::make(Fault::internal, "no policy was suggested: " + current->body);
  }
  json::Value wanted = *policy;
  wanted.set("sync_since", nullptr);
  http::Headers headers = authorization();
  headers.push_back({"Content-Type", "application/json"});
  headers.push_back({"If-Match", *tag});
  auto saved = web_.send("PUT", url, headers, json::write(wanted));
  if (!saved) return saved.error();
  if (saved->status != 200) {
    return Error::make(Fault::internal, "the policy was refused: " + saved->body);
  }
  return {};
}

}  // namespace byte8::app
