#include "model/canonical.h"

namespace byte8::model {

namespace {

// Sums of a document's figures stay below this (9.2e11), so that no later sum can overflow.
constexpr std::uint64_t magnitude_bound = 9'200'000'000'000'000;

// Reads the members of one object; the first thing wrong is kept, with its path, and all later
// reads do nothing. A null is read as an absent key: the serialiser never sends one, another plugin
// might.
class Reader {
 public:
  Reader(const json::Value& value, std::string path, std::optional<Error>& error)
      : value_(value), path_(std::move(path)), error_(error) {
    if (!value.is_object()) fail("", "expected an object, found " + std::string(value.type_name()));
  }

  std::string text(std::string_view key) { return text_or_none(key, true).value_or(""); }
  std::optional<std::string> optional_text(std::string_view key) {
    auto found = text_or_none(key, false);
    if (found && found->empty()) found.reset();
    return found;
  }

  std::int64_t integer(std::string_view key) { return integer_or_none(key, true).value_or(0); }
  std::optional<std::int64_t> optional_integer(std::string_view key) {
    return integer_or_none(key, false);
  }

  Amount amount(std::string_view key) {
    const json::Value* found = member(key, true);
    if (found == nullptr) return {};
    if (!found->is_number()) return wrong_type<Amount>(key, *found, "a number");
    auto parsed = parse_amount(found->number_text());
    if (!parsed) {
      fail(key, parsed.error().message);
      return {};
    }
    const auto units = parsed->units;
    magnitude_ += static_cast<std::uint64_t>(units < 0 ? -units : units);
    return *parsed;
  }

  std::optional<Rate> optional_rate(std::string_view key) {
    const json::Value* found = member(key, false);
    if (found == nullptr) return std::nullopt;
    if (!found->is_number()) return wrong_type<std::optional<Rate>>(key, *found, "a number");
    auto parsed = parse_rate(found->number_text());
    if (parsed) return *parsed;
    fail(key, parsed.error().message);
    return std::nullopt;
  }

  const json::Array* list(std::string_view key) {
    const json::Value* found = member(key, true);
    if (found == nullptr) return nullptr;
    if (found->is_array()) return &found->array();
    return wrong_type<const json::Array*>(key, *found, "a list");
  }

  const json::Value* member(std::string_view key, bool required) {
    if (error_) return nullptr;
    const json::Value* found = value_.find(key);
    if (found != nullptr && !found->is_null()) return found;
    if (required) fail(key, "missing");
    return nullptr;
  }

  std::string path_of(std::string_view key) const {
    return path_.empty() || key.empty() ? path_ + std::string(key) : path_ + "." + std::string(key);
  }

  void fail(std::string_view key, const std::string& what) {
    if (error_) return;
    const std::string field = path_of(key);
    error_ = Error::make(Fault::serde, field.empty() ? what : field + ": " + what);
    error_->field = field;
  }

  std::uint64_t magnitude() const { return magnitude_; }

 private:
  template <typename T>
  T wrong_type(std::string_view key, const json::Value& found, const char* expected) {
    fail(key, std::string("expected ") + expected + ", found " + std::string(found.type_name()));
    return T{};
  }

  std::optional<std::string> text_or_none(std::string_view key, bool required) {
    const json::Value* found = member(key, required);
    if (found == nullptr) return std::nullopt;
    if (!found->is_string()) return wrong_type<std::optional<std::string>>(key, *found, "a string");
    return found->string();
  }

  std::optional<std::int64_t> integer_or_none(std::string_view key, bool required) {
    const json::Value* found = member(key, required);
    if (found == nullptr) return std::nullopt;
    std::optional<std::int64_t> number;
    if (found->is_number()) number = found->integer();
    if (!number) return wrong_type<std::optional<std::int64_t>>(key, *found, "an integer");
    return number;
  }

  const json::Value& value_;
  std::string path_;
  std::optional<Error>& error_;
  std::uint64_t magnitude_ = 0;
};

std::string indexed(std::string_view path, std::size_t index) {
  return std::string(path) + "[" + std::to_string(index) + "]";
}

Address read_address(const json::Value& value, std::string path, std::optional<Error>& error) {
  Reader reader(value, std::move(path), error);
  Address address;
  address.kind = reader.text("kind");
  if (const json::Array* street = reader.list("street")) {
    for (std::size_t i = 0; i < street->size(); ++i) {
      const json::Value& line = (*street)[i];
      if (!line.is_string()) {
        reader.fail(indexed("street", i),
                    "expected a string, found " + std::string(line.type_name()));
        break;
      }
      address.street.push_back(line.string());
    }
  }
  address.city = reader.text("city");
  address.region = reader.optional_text("region");
  address.postcode = reader.optional_text("postcode");
  address.country_id = reader.text("country_id");
  address.telephone = reader.optional_text("telephone");
  return address;
}

Customer read_customer(const json::Value& value, std::string path, std::optional<Error>& error) {
  Reader reader(value, std::move(path), error);
  Customer customer;
  customer.magento_id = reader.integer("magento_id");
  if (customer.magento_id < 0) reader.fail("magento_id", "negative");
  customer.email = reader.text("email");
  customer.first_name = reader.optional_text("first_name");
  customer.last_name = reader.optional_text("last_name");
  customer.company = reader.optional_text("company");
  customer.phone = reader.optional_text("phone");
  customer.vat_id = reader.optional_text("vat_id");
  customer.website_id = reader.integer("website_id");
  customer.group_id = reader.optional_integer("group_id");
  if (const json::Array* addresses = reader.list("addresses")) {
    for (std::size_t i = 0; i < addresses->size() && !error; ++i) {
      customer.addresses.push_back(
          read_address((*addresses)[i], reader.path_of(indexed("addresses", i)), error));
    }
  }
  customer.created_at = reader.optional_text("created_at").value_or("");
  customer.updated_at = reader.optional_text("updated_at").value_or("");
  return customer;
}

Line read_line(const json::Value& value, std::string path, std::optional<Error>& error,
               std::uint64_t& magnitude) {
  Reader reader(value, std::move(path), error);
  Line line;
  line.sku = reader.text("sku");
  line.name = reader.text("name");
  line.qty = reader.amount("qty");
  line.unit_price = reader.amount("unit_price");
  line.line_subtotal = reader.amount("line_subtotal");
  line.line_tax = reader.amount("line_tax");
  line.line_total = reader.amount("line_total");
  line.tax_rate = reader.optional_rate("tax_rate");
  line.product_type = reader.optional_text("product_type");
  magnitude += reader.magnitude();
  return line;
}

void read_lines(Reader& reader, Invoice& invoice, std::optional<Error>& error,
                std::uint64_t& magnitude) {
  const json::Array* lines = reader.list("lines");
  if (lines == nullptr) return;
  invoice.lines.reserve(lines->size());
  for (std::size_t i = 0; i < lines->size() && !error; ++i) {
    invoice.lines.push_back(read_line((*lines)[i], indexed("lines", i), error, magnitude));
    if (magnitude > magnitude_bound) reader.fail("lines", "the amounts are too large to add");
  }
}

void read_amounts(Reader& reader, Invoice& invoice) {
  invoice.subtotal = reader.amount("subtotal");
  invoice.tax_amount = reader.amount("tax_amount");
  invoice.shipping_amount = reader.amount("shipping_amount");
  invoice.shipping_tax_amount = reader.amount("shipping_tax_amount");
  invoice.discount_amount = reader.amount("discount_amount");
  invoice.grand_total = reader.amount("grand_total");
}

}  // namespace

Result<Customer> decode_customer(const json::Value& value) {
  std::optional<Error> error;
  Customer customer = read_customer(value, "", error);
  if (error) return *error;
  return customer;
}

Result<Invoice> decode_invoice(const json::Value& value) {
  std::optional<Error> error;
  Reader reader(value, "", error);
  Invoice invoice;
  invoice.magento_id = reader.integer("magento_id");
  if (invoice.magento_id <= 0) reader.fail("magento_id", "not positive");
  invoice.increment_id = reader.text("increment_id");
  if (invoice.increment_id.empty()) reader.fail("increment_id", "empty");
  invoice.order_id = reader.integer("order_id");
  invoice.order_increment_id = reader.text("order_increment_id");
  invoice.website_id = reader.integer("website_id");
  invoice.store_id = reader.integer("store_id");
  invoice.currency = reader.text("currency");
  if (invoice.currency.size() != 3) reader.fail("currency", "not a currency code");
  invoice.state = reader.text("state");
  if (invoice.state != "open" && invoice.state != "paid" && invoice.state != "cancelled") {
    reader.fail("state", "not open, paid or cancelled");
  }
  if (const json::Value* customer = reader.member("customer", true)) {
    invoice.customer = read_customer(*customer, "customer", error);
  }
  std::uint64_t magnitude = 0;
  read_lines(reader, invoice, error, magnitude);
  read_amounts(reader, invoice);
  if (magnitude + reader.magnitude() > magnitude_bound) {
    reader.fail("grand_total", "the amounts are too large to add");
  }
  invoice.created_at = reader.optional_text("created_at").value_or("");
  invoice.payment_method = reader.optional_text("payment_method");
  if (const json::Value* address = reader.member("billing_address", false)) {
    invoice.billing_address = read_address(*address, "billing_address", error);
  }
  if (const json::Value* address = reader.member("shipping_address", false)) {
    invoice.shipping_address = read_address(*address, "shipping_address", error);
  }
  invoice.po_number = reader.optional_text("po_number");
  invoice.base_to_order_rate = reader.optional_rate("base_to_order_rate");
  if (error) return *error;
  return invoice;
}

}  // namespace byte8::model
