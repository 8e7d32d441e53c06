// Mail, as text and against a real server (aiosmtpd, which Debian's own Python knows).

#include "net/smtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace byte8::net {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Millis moment = 1'779'012'732'000;

TEST(MessageText, has_the_headers_of_a_mail_and_crlf_at_every_end) {
  const std::string text =
      message_text({.to = "bob@example.com", .subject = "Hello", .text = "one\ntwo\n"},
                   "Byte8 Ledger <no-reply@example.com>", "42", moment);
  EXPECT_THAT(text, HasSubstr("From: \"Byte8 Ledger\" <no-reply@example.com>\r\n"));
  EXPECT_THAT(text, HasSubstr("To: bob@example.com\r\nSubject: Hello\r\n"));
  EXPECT_THAT(text, HasSubstr("Message-ID: <42.byte8-ledger@example.com>\r\n"));
  EXPECT_THAT(text, HasSubstr("Date: Sun, 17 May 2026 10:12:12 +0000\r\n"));
  EXPECT_THAT(text, HasSubstr("Auto-Submitted: auto-generated\r\n"));
  EXPECT_TRUE(text.ends_with("\r\n\r\none\r\ntwo\r\n"));
}

TEST(MessageText, lets_nothing_begin_another_header) {
  const std::string text =
      message_text({.to = "bob@example.com\r\nBcc: a@x", .subject = "Hi\r\nBcc: b@x", .text = "t"},
                   "c@example.com\nBcc: d@x", "4\n2", moment);
  EXPECT_THAT(text, Not(HasSubstr("\nBcc:")));
}

TEST(MessageText, writes_other_letters_as_encoded_words_and_base64) {
  const std::string text =
      message_text({.to = "b@example.com", .subject = "Müller & Söhne", .text = "Grüße\n"},
                   "Müller <m@example.com>", "1", moment);
  EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?TcO8bGxlciAmIFPDtmg=?=\r\n =?UTF-8?B?bmU=?="));
  EXPECT_THAT(text, HasSubstr("From: =?UTF-8?B?TcO8bGxlcg==?= <m@example.com>"));
  EXPECT_THAT(text, HasSubstr("Content-Transfer-Encoding: base64\r\n\r\nR3LDvMOfZQ0K\r\n"));
}

// A mail server in a process of its own, which says its port and writes down what it took.
class Server {
 public:
  explicit Server(const std::string& refuses = "") {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::execl("/usr/bin/python3", "python3", "-c", program, refuses.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
    const std::string first = line();
    if (!first.empty()) port_ = std::stoi(first);
  }
  ~Server() {
    if (pid_ > 0) {
      ::kill(pid_, SIGTERM);
      ::waitpid(pid_, nullptr, 0);
    }
    if (output_ != nullptr) ::fclose(output_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return port_; }
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::string line() {
    std::array<char, 4096> buffer{};
    if (::fgets(buffer.data(), static_cast<int>(buffer.size()), output_) == nullptr) return "";
    std::string text = buffer.data();
    if (text.ends_with('\n')) text.pop_back();
    return text;
  }

 private:
  static constexpr const char* program = R"(
import asyncio, sys
from email import message_from_bytes
from email.header import decode_header, make_header
from aiosmtpd.smtp import SMTP
refuses = sys.argv[1]
class Box:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if refuses:
            return refuses
        envelope.rcpt_tos.append(address)
        return '250 OK'
    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content)
        text = mail.get_payload(decode=True).decode()
        print(envelope.mail_from, envelope.rcpt_tos, make_header(decode_header(mail['Subject'])),
              repr(text), flush=True)
        return '250 OK'
async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Box()), '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
)";

  pid_t pid_ = -1;
  std::FILE* output_ = nullptr;
  int port_ = 0;
};

TEST(Smtp, hands_a_mail_to_a_real_server) {
  Server server;
  if (server.port() == 0) GTEST_SKIP() << "no mail server: apt-get install python3-aiosmtpd";
  const auto mailer =
      make_mailer({.url = SecretText(server.url()), .from = "Byte8 <no-reply@example.com>"});
  const Status sent = mailer->send(
      {.to = "bob@example.com", .subject = "Söhne", .text = "Grüße\n.\n..dots stay\n"}, "7");
  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_EQ(server.line(),
            "no-reply@example.com ['bob@example.com'] Söhne 'Grüße\\r\\n.\\r\\n..dots stay\\r\\n'");
}

TEST(Smtp, tells_a_refusal_for_good_from_one_for_now) {
  Server for_good("550 no such mailbox");
  if (for_good.port() == 0) GTEST_SKIP() << "no mail server: apt-get install python3-aiosmtpd";
  const port::Mail mail{.to = "bob@example.com", .subject = "s", .text = "t"};
  const auto never = make_mailer({.url = SecretText(for_good.url()), .from = "a@example.com"});
  EXPECT_EQ(never->send(mail, "1").error().fault, Fault::validation);
  Server for_now("451 come again");
  const auto later = make_mailer({.url = SecretText(for_now.url()), .from = "a@example.com"});
  EXPECT_EQ(later->send(mail, "1").error().fault, Fault::http);
}

TEST(Smtp, says_that_it_may_be_tried_again_when_nobody_listens) {
  const auto mailer =
      make_mailer({.url = SecretText("smtp://127.0.0.1:1"), .from = "a@example.com"});
  EXPECT_EQ(mailer->send({.to = "b@example.com"}, "1").error().fault, Fault::http);
  mailer->stop();
  EXPECT_EQ(mailer->send({.to = "b@example.com"}, "1").error().message, "stopping");
}

}  // namespace
}  // namespace byte8::net
