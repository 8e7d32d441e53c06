#include "api/assets.h"

#include "api/pages.h"
#include "base/text.h"

namespace byte8::api {
namespace {

// Names change with their contents: whoever has one need never ask again.
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view base_as_built = "<base href=\"/\"";

const Asset* find(std::string_view name) {
  for (const Asset& asset : assets()) {
    if (asset.name == name) return &asset;
  }
  return nullptr;
}

// "/" or "/prefix/": the path of public_url.
std::string base_path(std::string_view public_url) {
  const std::size_t host = public_url.find("://");
  const std::size_t slash = host == std::string_view::npos ? host : public_url.find('/', host + 3);
  std::string path(slash == std::string_view::npos ? "" : public_url.substr(slash));
  if (!path.ends_with('/')) path += '/';
  return path;
}

bool takes_gzip(const Request& request) {
  const std::string* accepted = request.header("Accept-Encoding");
  if (accepted == nullptr) return false;
  for (const std::string_view part : text::split(*accepted, ',')) {
    const std::string_view coding = text::trim(part);
    // With a weight it is still taken, but for the weight zero.
    if (coding == "gzip" || (coding.starts_with("gzip;") && !coding.ends_with("q=0"))) return true;
  }
  return false;
}

Task<http::Response> asset(engine::Ctx, RequestPtr request) {
  const Asset* found = find("assets/" + request->captured.at(0));
  if (found == nullptr) co_return not_found(*request);
  const bool packed = takes_gzip(*request) && !found->packed.text.empty();
  const std::string tag = "\"" + std::string(found->digest) + (packed ? "-gz\"" : "\"");
  http::Response response{
      .status = 200,
      .headers = {
          {"ETag", tag}, {"Cache-Control", std::string(for_ever)}, {"Vary", "Accept-Encoding"}}};
  const std::string* known = request->header("If-None-Match");
  if (known != nullptr && *known == tag) {
    response.status = 304;
    co_return response;
  }
  response.headers.push_back({"Content-Type", std::string(found->type)});
  if (packed) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = packed ? found->packed.text : found->bytes.text;
  co_return response;
}

}  // namespace

http::Response document(std::string_view name, std::string_view public_url,
                        std::string_view ancestors) {
  const Asset* found = find(name);
  if (found == nullptr) {
    return page(200, "Byte8 Ledger",
                "This build has no dashboard. The service runs; its interface is described at "
                "/openapi.yaml.",
                std::string(public_url) + "/openapi.yaml");
  }
  std::string html(found->bytes.text);
  const std::size_t at = html.find(base_as_built);
  if (at != std::string::npos) {
    html.replace(at, base_as_built.size(), "<base href=\"" + escaped(base_path(public_url)) + "\"");
  }
  // No script, style, image or request but of this server; no HTML from text anywhere.
  const std::string policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
      "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors " +
      std::string(ancestors) + "; require-trusted-types-for 'script'; trusted-types 'none'";
  return {.status = 200,
          .headers = {{"Content-Type", std::string(found->type)},
                      {"Content-Security-Policy", policy},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(html)};
}

void add_assets(Service& service) {
  service.router.add({"GET", "/assets/{file}", Access::open, asset});
}

}  // namespace byte8::api
