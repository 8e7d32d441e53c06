#pragma once
// Mail over SMTP with libcurl: one connection a mail, TLS whenever the server offers it, and always
// when a password is sent to another machine. Source: RFC 5321, RFC 5322.

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/secret.h"
#include "port/mail.h"

namespace byte8::net {

struct SmtpOptions {
  SecretText url;    // smtp://user:password@host:port, or smtps://
  std::string from;  // an address, or "Name <address>"
};

std::shared_ptr<port::Mailer> make_mailer(SmtpOptions options);

// The message as it goes over the wire: headers and text, lines end in CRLF. Nothing that is put
// into a header can begin another one.
std::string message_text(const port::Mail& mail, const std::string& from, const std::string& id,
                         Millis wall);

}  // namespace byte8::net
