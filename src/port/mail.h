#pragma once
// Port of the mail server.

#include <string>

#include "base/result.h"

namespace byte8::port {

struct Mail {
  std::string to;  // one address
  std::string subject;
  std::string text;  // UTF-8, lines end in \n
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  // Blocks until the server has taken the mail; for a worker thread. `id` tells this mail from all
  // others, also when it is sent again. Error: validation when the server will never take it, http
  // when it may be tried again.
  virtual Status send(const Mail& mail, const std::string& id) = 0;
  // Any thread: what is being sent ends soon, and nothing is begun any more.
  virtual void stop() = 0;
};

}  // namespace byte8::port
