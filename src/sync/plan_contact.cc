#include "sync/plan_contact.h"

#include <algorithm>

#include "base/text.h"
#include "sync/clean_text.h"
#include "sync/contact_reference.h"
#include "sync/plan_parts.h"
#include "sync/tax_number.h"
#include "sync/tax_table.h"

namespace byte8::sync {

namespace {

constexpr std::size_t name_limit = 100;
constexpr std::size_t person_limit = 50;
constexpr std::size_t email_limit = 100;
constexpr std::size_t telephone_limit = 50;
constexpr std::size_t address_limit = 50;
constexpr std::size_t postal_code_limit = 10;

std::string cleaned(std::string_view raw, std::size_t limit, std::string_view note,
                    std::vector<std::string>& notes) {
  CleanText clean = clean_text(raw, limit);
  if (clean.shortened) add_note(notes, note);
  return std::move(clean.text);
}

const model::Address* address_of(const model::Customer& customer, std::string_view kind) {
  const auto found = std::ranges::find(customer.addresses, kind, &model::Address::kind);
  return found == customer.addresses.end() ? nullptr : &*found;
}

struct Names {
  std::string main;
  std::string other;
};

// The contact's name by the merchant's priority; the other one stays on the contact as the person.
Names names_of(const model::Customer& customer, const model::Policy& policy) {
  const std::string person =
      clean_text(customer.first_name.value_or("") + " " + customer.last_name.value_or(""), 1000)
          .text;
  const std::string company = clean_text(customer.company.value_or(""), 1000).text;
  const bool company_first = policy.customer_name_priority != "Person";
  Names names{.main = company_first ? company : person, .other = company_first ? person : company};
  if (names.main.empty()) names.main = names.other;
  if (names.other.empty()) names.other = person;
  if (names.main.empty()) names.main = clean_text(customer.email, 1000).text;
  if (names.main.empty()) names.main = "Customer " + std::to_string(customer.magento_id);
  return names;
}

// The name, with the currency behind it where it is not the business's own.
std::string contact_name(const std::string& name, const Buyer& buyer,
                         std::vector<std::string>& notes) {
  const std::string mark = currency_mark(buyer.currency, buyer.business);
  return cleaned(name, name_limit - mark.size(), "name_shortened", notes) + mark;
}

// A cut address would be another person's, so one that is too long is left out.
std::string email_of(const model::Customer& customer, std::vector<std::string>& notes) {
  std::string email = normal_email(customer.email);
  if (text::code_points(email) <= email_limit) return email;
  add_note(notes, "email_dropped");
  return "";
}

std::string tax_number_of(const Buyer& buyer, std::vector<std::string>& notes) {
  const auto& raw = buyer.customer.vat_id;
  if (!raw) return "";
  const std::string country = buyer.billing == nullptr ? "" : tax_country(*buyer.billing);
  std::string number = usable_tax_number(*raw, country.empty() ? buyer.business.country : country);
  if (number.empty()) add_note(notes, "tax_number_dropped");
  return number;
}

}  // namespace

const model::Address* billing_address(const model::Document& document) {
  if (document.billing_address) return &*document.billing_address;
  if (const model::Address* own = address_of(document.customer, "billing")) return own;
  return document.shipping_address ? &*document.shipping_address : nullptr;
}

model::LedgerAddress ledger_address(const model::Address& address,
                                    std::vector<std::string>& notes) {
  const auto field = [&notes](std::string_view raw, std::size_t limit) {
    return cleaned(raw, limit, "address_shortened", notes);
  };
  std::string rest;
  for (std::size_t i = 1; i < address.street.size(); ++i) {
    if (i > 1) rest += ", ";
    rest += address.street[i];
  }
  model::LedgerAddress ledger{
      .line_1 = address.street.empty() ? "" : field(address.street.front(), address_limit),
      .line_2 = field(rest, address_limit),
      .city = field(address.city, address_limit),
      .region = field(address.region.value_or(""), address_limit),
      .postal_code = field(address.postcode.value_or(""), postal_code_limit),
      .country = tax_country(address)};
  if (ledger.country != address.country_id) ledger.region = "Isle of Man";
  return ledger;
}

std::string currency_mark(std::string_view currency, const model::BusinessFacts& business) {
  return currency == business.base_currency ? "" : " (" + std::string(currency) + ")";
}

Result<model::LedgerContact> plan_contact(const Buyer& buyer, std::vector<std::string>& notes) {
  const model::Customer& customer = buyer.customer;
  auto reference =
      ContactReference::of(customer, buyer.currency, buyer.business.base_currency, buyer.store_key);
  if (!reference) return reference.error();
  const auto plain = reference->candidate(0);
  if (!plain) {
    return Error::coded(Fault::needs_review, "contact_reference_too_long",
                        "the customer's id does not fit a contact reference");
  }
  const Names names = names_of(customer, buyer.policy);
  const auto& phone = customer.phone;
  model::LedgerContact contact{
      .reference = *plain,
      .source_guid = reference->source_guid(),
      .name = contact_name(names.main, buyer, notes),
      .currency = std::string(buyer.currency),
      .email = email_of(customer, notes),
      .telephone = cleaned(phone.value_or(""), telephone_limit, "telephone_shortened", notes),
      .person_name = cleaned(names.other, person_limit, "name_shortened", notes),
      .tax_number = tax_number_of(buyer, notes)};
  // The profile's own address first: a contact outlives the document that made it.
  const model::Address* main_address = address_of(customer, "billing");
  if (main_address == nullptr) main_address = buyer.billing;
  if (main_address != nullptr) contact.main_address = ledger_address(*main_address, notes);
  const model::Address* delivery = address_of(customer, "shipping");
  if (delivery != nullptr) contact.delivery_address = ledger_address(*delivery, notes);
  return contact;
}

}  // namespace byte8::sync
