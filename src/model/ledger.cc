#include "model/ledger.h"

namespace byte8::model {

namespace {

json::Value amount_json(Amount amount) {
  return text(amount);
}

json::Value address_json(const LedgerAddress& address) {
  return json::object({{"line_1", address.line_1},
                       {"line_2", address.line_2},
                       {"city", address.city},
                       {"region", address.region},
                       {"postal_code", address.postal_code},
                       {"country", address.country}});
}

json::Value address_json(const std::optional<LedgerAddress>& address) {
  return address ? address_json(*address) : json::Value();
}

json::Value line_json(const LedgerLine& line) {
  return json::object({{"kind", line.kind},
                       {"description", line.description},
                       {"ledger_account_id", line.ledger_account_id},
                       {"tax_rate_id", line.tax_rate_id},
                       {"quantity", amount_json(line.quantity)},
                       {"unit_price", amount_json(line.unit_price)},
                       {"discount", amount_json(line.discount)},
                       {"tax", amount_json(line.tax)},
                       {"goods_services_type", line.goods_services_type},
                       {"net", amount_json(line.net)}});
}

// Reads back what to_json wrote. Anything missing or of another type is an error: a sealed plan is
// ours, so a difference means that it was not.
class Reader {
 public:
  Reader(const json::Value& value, std::optional<Error>& error) : value_(value), error_(error) {
    if (!value.is_object()) fail("the value is no object");
  }

  std::string text(std::string_view key) {
    const json::Value* found = member(key);
    if (found != nullptr && found->is_string()) return found->string();
    fail(key);
    return {};
  }

  std::optional<std::string> optional_text(std::string_view key) {
    const json::Value* found = member(key);
    if (found != nullptr && found->is_null()) return std::nullopt;
    return text(key);
  }

  Amount amount(std::string_view key) {
    auto parsed = parse_amount(text(key));
    if (parsed) return *parsed;
    fail(key);
    return {};
  }

  std::optional<Rate> optional_rate(std::string_view key) {
    const auto written = optional_text(key);
    if (!written) return std::nullopt;
    auto parsed = parse_rate(*written);
    if (parsed) return *parsed;
    fail(key);
    return std::nullopt;
  }

  const json::Value* member(std::string_view key) const { return value_.find(key); }

  void fail(std::string_view what) {
    if (error_) return;
    error_ = Error::make(Fault::serde, "ledger document: " + std::string(what));
    error_->field = std::string(what);
  }

 private:
  const json::Value& value_;
  std::optional<Error>& error_;
};

LedgerAddress read_address(const json::Value& value, std::optional<Error>& error) {
  Reader reader(value, error);
  return LedgerAddress{.line_1 = reader.text("line_1"),
                       .line_2 = reader.text("line_2"),
                       .city = reader.text("city"),
                       .region = reader.text("region"),
                       .postal_code = reader.text("postal_code"),
                       .country = reader.text("country")};
}

std::optional<LedgerAddress> read_optional_address(const Reader& reader, std::string_view key,
                                                   std::optional<Error>& error) {
  const json::Value* found = reader.member(key);
  if (found == nullptr || found->is_null()) return std::nullopt;
  return read_address(*found, error);
}

LedgerLine read_line(const json::Value& value, std::optional<Error>& error) {
  Reader reader(value, error);
  return LedgerLine{.kind = reader.text("kind"),
                    .description = reader.text("description"),
                    .ledger_account_id = reader.text("ledger_account_id"),
                    .tax_rate_id = reader.text("tax_rate_id"),
                    .quantity = reader.amount("quantity"),
                    .unit_price = reader.amount("unit_price"),
                    .discount = reader.amount("discount"),
                    .tax = reader.amount("tax"),
                    .goods_services_type = reader.optional_text("goods_services_type"),
                    .net = reader.amount("net")};
}

}  // namespace

json::Value to_json(const LedgerContact& contact) {
  return json::object({{"reference", contact.reference},
                       {"source_guid", contact.source_guid},
                       {"name", contact.name},
                       {"currency", contact.currency},
                       {"email", contact.email},
                       {"telephone", contact.telephone},
                       {"person_name", contact.person_name},
                       {"tax_number", contact.tax_number},
                       {"main_address", address_json(contact.main_address)},
                       {"delivery_address", address_json(contact.delivery_address)}});
}

json::Value to_json(const LedgerDocument& invoice) {
  json::Array lines;
  lines.reserve(invoice.lines.size());
  for (const LedgerLine& line : invoice.lines) lines.push_back(line_json(line));
  return json::object(
      {{"kind", invoice.kind},
       {"contact_id", invoice.contact_id},
       {"original_invoice_date", invoice.original_invoice_date},
       {"date", invoice.date},
       {"reference", invoice.reference},
       {"notes", invoice.notes},
       {"currency", invoice.currency},
       {"exchange_rate",
        invoice.exchange_rate ? json::Value(text(*invoice.exchange_rate)) : json::Value()},
       {"main_address", address_json(invoice.main_address)},
       {"delivery_address", address_json(invoice.delivery_address)},
       {"lines", std::move(lines)},
       {"net", amount_json(invoice.net)},
       {"tax", amount_json(invoice.tax)},
       {"total", amount_json(invoice.total)}});
}

json::Value to_json(const LedgerPayment& payment) {
  return json::object(
      {{"type", payment.type},
       {"contact_id", payment.contact_id},
       {"bank_account_id", payment.bank_account_id},
       {"date", payment.date},
       {"reference", payment.reference},
       {"currency", payment.currency},
       {"exchange_rate",
        payment.exchange_rate ? json::Value(text(*payment.exchange_rate)) : json::Value()},
       {"artefact_id", payment.artefact_id},
       {"amount", amount_json(payment.amount)}});
}

json::Value to_json(const LedgerAllocation& allocation) {
  return json::object({{"contact_id", allocation.contact_id},
                       {"invoice_id", allocation.invoice_id},
                       {"credit_note_id", allocation.credit_note_id},
                       {"date", allocation.date},
                       {"amount", amount_json(allocation.amount)}});
}

json::Value to_json(const LedgerItem& item) {
  return json::object({{"kind", item.kind},
                       {"item_code", item.item_code},
                       {"description", item.description},
                       {"source_guid", item.source_guid},
                       {"price", item.price ? amount_json(*item.price) : json::Value()}});
}

json::Value to_json(const LedgerMovement& movement) {
  return json::object({{"stock_item_id", movement.stock_item_id},
                       {"date", movement.date},
                       {"details", movement.details},
                       {"quantity", amount_json(movement.quantity)}});
}

Result<LedgerContact> ledger_contact(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, error);
  LedgerContact contact{
      .reference = reader.text("reference"),
      .source_guid = reader.text("source_guid"),
      .name = reader.text("name"),
      .currency = reader.text("currency"),
      .email = reader.text("email"),
      .telephone = reader.text("telephone"),
      .person_name = reader.text("person_name"),
      .tax_number = reader.text("tax_number"),
      .main_address = read_optional_address(reader, "main_address", error),
      .delivery_address = read_optional_address(reader, "delivery_address", error)};
  if (error) return *error;
  return contact;
}

Result<LedgerDocument> ledger_document(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, error);
  LedgerDocument invoice;
  invoice.kind = reader.text("kind");
  invoice.contact_id = reader.text("contact_id");
  invoice.original_invoice_date = reader.text("original_invoice_date");
  invoice.date = reader.text("date");
  invoice.reference = reader.text("reference");
  invoice.notes = reader.text("notes");
  invoice.currency = reader.text("currency");
  invoice.exchange_rate = reader.optional_rate("exchange_rate");
  const json::Value* main_address = reader.member("main_address");
  if (main_address != nullptr) {
    invoice.main_address = read_address(*main_address, error);
  } else {
    reader.fail("main_address");
  }
  invoice.delivery_address = read_optional_address(reader, "delivery_address", error);
  const json::Value* lines = reader.member("lines");
  if (lines != nullptr && lines->is_array()) {
    for (const json::Value& line : lines->array()) invoice.lines.push_back(read_line(line, error));
  } else {
    reader.fail("lines");
  }
  invoice.net = reader.amount("net");
  invoice.tax = reader.amount("tax");
  invoice.total = reader.amount("total");
  if (error) return *error;
  return invoice;
}

}  // namespace byte8::model
