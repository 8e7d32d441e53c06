#include "api/pages.h"
#include "base/crypto.h"

namespace byte8::api {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c2430;background:#fff}h1{font-size:1.4rem}code,pre{font:14px/1.5 ui-monospace,"
    "monospace;background:#f2f4f7;border-radius:4px}code{padding:.1rem .3rem}pre{padding:.8rem;"
    "overflow-x:auto}dt{font-weight:600;margin-top:.6rem}dd{margin:0}.good{color:#0a6b3d}";

// The one style sheet is named by its hash; nothing else may be loaded, sent or framed.
std::string security_policy() {
  const crypto::Digest digest = crypto::sha256(style);
  const std::string hash =
      crypto::base64(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
  return "default-src 'none'; style-src 'sha256-" + hash +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

http::Response html(int status, std::string_view title, const std::string& body) {
  return {.status = status,
          .headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy", security_policy()},
                      {"Referrer-Policy", "no-referrer"}},
          .body =
              "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
              "<meta name=\"viewport\" content=\"width=device-width\"><title>" +
              escaped(title) + "</title><style>" + std::string(style) +
              "</style></head><body><h1>" + escaped(title) + "</h1>" + body + "</body></html>\n"};
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

http::Response page(int status, std::string_view title, std::string_view words,
                    std::string_view back) {
  return html(status, title,
              "<p>" + escaped(words) + "</p><p><a href=\"" + escaped(back) +
                  "\">Back to Byte8 Ledger</a></p>");
}

}  // namespace byte8::api
