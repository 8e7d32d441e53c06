#pragma once
// The recorded documents of spec/fixtures/documents: their webhooks and canonical bodies, byte for
// byte.

#include <string>
#include <vector>

#include "base/result.h"
#include "sandbox/shop/documents.h"

namespace byte8::sandbox::shop {

struct RecordedWebhook {
  std::string event;
  std::string key;
  std::string body;
};

struct RecordedBody {
  std::string route;  // "invoice/2"
  std::string body;
};

struct Recording {
  std::string name;  // file name without ".json"; its number is the order of recording
  std::string kind;  // invoice, creditmemo, customer, product
  std::vector<RecordedWebhook> webhooks;
  std::vector<RecordedBody> bodies;
  Facts facts;  // of an invoice or memo; kind is empty for the others
  // A sales document whose route an earlier file recorded already (079, 080, 136): it is served and
  // its events are queued from apply_refetches() on.
  bool refetch = false;
};

// All files of the folder in the order of their names. The error names the file that cannot be
// read.
Result<std::vector<Recording>> read_recordings(const std::string& folder);
Result<Recording> parse_recording(std::string name, std::string_view text);
// Sets `refetch` on every recording; read_recordings() has done so.
void mark_refetches(std::vector<Recording>& recordings);

}  // namespace byte8::sandbox::shop
