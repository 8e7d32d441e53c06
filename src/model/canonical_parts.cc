// Addresses, buyers and rows: what every canonical document is made of.

#include "model/canonical_reader.h"

namespace byte8::model {

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
  line.tax_class = reader.optional_text("tax_class");
  line.product_type = reader.optional_text("product_type");
  line.tax_percent = reader.optional_rate("tax_percent");
  line.discount_amount = reader.optional_amount("discount_amount");
  line.compensation = reader.optional_amount("discount_tax_compensation_amount");
  magnitude += reader.magnitude();
  return line;
}

}  // namespace byte8::model
