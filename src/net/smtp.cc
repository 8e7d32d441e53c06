#include "net/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <ctime>

#include "base/check.h"
#include "base/crypto.h"
#include "base/text.h"

namespace byte8::net {
namespace {

constexpr long connect_seconds = 10;
constexpr long whole_seconds = 30;
constexpr std::size_t base64_line = 76;

bool plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// One line: what could end it is gone.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char letter : text) {
    line.push_back(static_cast<unsigned char>(letter) < ' ' || letter == '\x7f' ? ' ' : letter);
  }
  return line;
}

// RFC 2047; words are short enough for one line each and end at whole code points.
std::string header_text(std::string_view text) {
  constexpr std::size_t points_per_word = 12;
  const std::string line = one_line(text);
  if (plain_ascii(line)) return line;
  std::string encoded;
  std::string_view rest = line;
  while (!rest.empty()) {
    const std::string word = text::cut(rest, points_per_word);
    rest.remove_prefix(word.size());
    encoded += (encoded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + crypto::base64(word) + "?=";
  }
  return encoded;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\r') continue;
    if (letter == '\n') out.push_back('\r');
    out.push_back(letter);
  }
  return out;
}

std::string base64_lines(std::string_view text) {
  const std::string all = crypto::base64(text);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += base64_line) {
    out += all.substr(at, base64_line) + "\r\n";
  }
  return out;
}

// "Tue, 24 Nov 2026 14:02:28 +0000": in English whatever the locale.
std::string mail_date(Millis wall) {
  constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(wall / 1'000);
  std::tm parts = {};
  gmtime_r(&seconds, &parts);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     months.at(static_cast<std::size_t>(parts.tm_mon)), 1900 + parts.tm_year,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

// "Name <a@b>" → "a@b".
std::string address_of(const std::string& from) {
  const std::size_t open = from.rfind('<');
  const std::size_t close = from.rfind('>');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return one_line(text::trim(from));
  }
  return one_line(from.substr(open + 1, close - open - 1));
}

std::string from_header(const std::string& from) {
  const std::size_t open = from.rfind('<');
  if (open == std::string::npos) return address_of(from);
  std::string name(text::trim(std::string_view(from).substr(0, open)));
  std::erase(name, '"');
  const std::string shown = plain_ascii(name) ? "\"" + one_line(name) + "\"" : header_text(name);
  return shown + " <" + address_of(from) + ">";
}

bool to_this_machine(const std::string& url) {
  CURLU* parts = curl_url();
  char* host = nullptr;
  const bool read =
      curl_url_set(parts, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
      curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK;
  const std::string name = read ? host : "";
  curl_free(host);
  curl_url_cleanup(parts);
  return name == "localhost" || name == "[::1]" || name.starts_with("127.");
}

struct Upload {
  std::string text;
  std::size_t at = 0;
  const std::atomic<bool>* stopping = nullptr;
};

std::size_t read_text(char* out, std::size_t size, std::size_t count, void* given) {
  auto* upload = static_cast<Upload*>(given);
  const std::size_t part = std::min(size * count, upload->text.size() - upload->at);
  std::memcpy(out, upload->text.data() + upload->at, part);
  upload->at += part;
  return part;
}

int watch_stop(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Upload*>(given)->stopping->load() ? 1 : 0;
}

class CurlMailer final : public port::Mailer {
 public:
  explicit CurlMailer(SmtpOptions options) : options_(std::move(options)) {
    BYTE8_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    const std::string& url = options_.url.reveal();
    const bool secret = url.find('@') != std::string::npos;
    use_tls_ = secret && !to_this_machine(url) ? CURLUSESSL_ALL : CURLUSESSL_TRY;
  }

  Status send(const port::Mail& mail, const std::string& id) override {
    if (stopping_) return Error::make(Fault::http, "stopping");
    Upload upload{.text = message_text(mail, options_.from, id, read_clocks().wall),
                  .stopping = &stopping_};
    CURL* easy = curl_easy_init();
    BYTE8_CHECK(easy != nullptr);
    curl_slist* to = curl_slist_append(nullptr, ("<" + one_line(mail.to) + ">").c_str());
    const CURLcode code = perform(easy, to, upload);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(to);
    curl_easy_cleanup(easy);
    if (code == CURLE_OK) return {};
    return judged(code, status);
  }

  void stop() override { stopping_ = true; }

 private:
  CURLcode perform(CURL* easy, curl_slist* to, Upload& upload) {
    const std::string from = "<" + address_of(options_.from) + ">";
    curl_easy_setopt(easy, CURLOPT_URL, options_.url.reveal().c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, whole_seconds);
    curl_easy_setopt(easy, CURLOPT_USE_SSL, use_tls_);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, &read_text);
    curl_easy_setopt(easy, CURLOPT_READDATA, &upload);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &watch_stop);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &upload);
    return curl_easy_perform(easy);
  }

  // What the server said of this very mail is final; a wrong password or a missing TLS is for the
  // operator to mend, and the mail waits.
  static Status judged(CURLcode code, long status) {
    const std::string why =
        fmt::format("{} (the server's last word: {})", curl_easy_strerror(code), status);
    const bool of_the_mail = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                             code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UPLOAD_FAILED;
    const bool final = of_the_mail && status >= 500 && status < 600 && status != 530;
    return Error::make(final ? Fault::validation : Fault::http, why);
  }

  SmtpOptions options_;
  long use_tls_ = CURLUSESSL_TRY;
  std::atomic<bool> stopping_ = false;
};

}  // namespace

std::string message_text(const port::Mail& mail, const std::string& from, const std::string& id,
                         Millis wall) {
  const std::string sender = address_of(from);
  const std::size_t at = sender.find('@');
  const std::string domain = at == std::string::npos ? "localhost" : sender.substr(at + 1);
  const bool plain = plain_ascii(mail.text);
  std::string out = "Date: " + mail_date(wall) + "\r\n";
  out += "From: " + from_header(from) + "\r\n";
  out += "To: " + one_line(mail.to) + "\r\n";
  out += "Subject: " + header_text(mail.subject) + "\r\n";
  out += "Message-ID: <" + one_line(id) + ".byte8-ledger@" + domain + ">\r\n";
  out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  out += "Content-Type: text/plain; charset=utf-8\r\n";
  out += std::string("Content-Transfer-Encoding: ") + (plain ? "7bit" : "base64") + "\r\n\r\n";
  const std::string body = with_crlf(mail.text);
  return out + (plain ? body : base64_lines(body));
}

std::shared_ptr<port::Mailer> make_mailer(SmtpOptions options) {
  return std::make_shared<CurlMailer>(std::move(options));
}

}  // namespace byte8::net
