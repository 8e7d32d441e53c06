#pragma once
// Checks requests against a Swagger 2.0 file: paths, query parameters, and bodies by type, required
// members, unknown members, enumerations and lengths. Two habits of Sage are built in: decimals may
// be sent as text, and the limits of lengths stand in the definition of the answer, not of the
// request. Used by the conformance suites and by everything that validates the simulator's log.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace byte8::test_support {

class OpenApi {
 public:
  // `prefix` is what stands before the file's paths in a request ("/v3.1").
  static Result<OpenApi> load(const std::string& file, std::string prefix);
  // spec/sage-openapi-subset.json of this source tree, with the members Sage is known to take
  // although no published file has them: idempotency_id in every wrapper, currency_tax_amount in
  // every line.
  static Result<OpenApi> sage();

  // Lets an object member through that the file does not have: in every object whose path ends with
  // `parent` ("/contact", "/invoice_lines[]").
  void allow(std::string parent, std::string member, std::string type);

  // Every fault of a request, in words; empty when it fits. `target` is path and query as sent; an
  // empty body is none.
  std::vector<std::string> check(std::string_view method, std::string_view target,
                                 std::string_view body) const;

 private:
  struct Extra {
    std::string parent;
    std::string member;
    std::string type;
  };
  struct Place {
    std::string path;         // "/sales_invoice/invoice_lines[3]/unit_price"
    std::string parent_form;  // the same without indexes
  };

  const json::Value* operation(std::string_view method, std::string_view path) const;
  const json::Value* resolved(const json::Value* schema) const;
  const json::Value* member_schema(const json::Value* schema, std::string_view name) const;
  void check_query(const json::Value& operation, std::string_view query,
                   std::vector<std::string>& faults) const;
  void check_value(const json::Value& value, const json::Value* schema, const json::Value* answer,
                   const Place& place, std::vector<std::string>& faults) const;
  void check_object(const json::Value& value, const json::Value* schema, const json::Value* answer,
                    const Place& place, std::vector<std::string>& faults) const;
  void check_body(const json::Value& operation, std::string_view body,
                  std::vector<std::string>& faults) const;
  const std::string* extra_type(std::string_view parent_form, std::string_view member) const;

  json::Value document_;
  std::string prefix_;
  std::vector<Extra> extras_;
};

}  // namespace byte8::test_support
