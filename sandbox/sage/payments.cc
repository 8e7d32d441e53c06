#include "sandbox/sage/payments.h"

#include <algorithm>
#include <array>

#include "sandbox/sage/calendar.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/settle.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 18> payment_fields = {{{"transaction_type_id", Kind::id, true},
                                                   {"contact_id", Kind::id, true},
                                                   {"bank_account_id", Kind::id, true},
                                                   {"date", Kind::date, true},
                                                   {"total_amount", Kind::decimal, true},
                                                   {"payment_method_id", Kind::id},
                                                   {"net_amount", Kind::decimal},
                                                   {"tax_amount", Kind::decimal},
                                                   {"currency_id", Kind::id},
                                                   {"exchange_rate", Kind::decimal},
                                                   {"base_currency_net_amount", Kind::decimal},
                                                   {"base_currency_tax_amount", Kind::decimal},
                                                   {"base_currency_total_amount", Kind::decimal},
                                                   {"base_currency_currency_charge", Kind::decimal},
                                                   {"reference", Kind::text, false, 25},
                                                   {"tax_rate_id", Kind::id},
                                                   {"allocated_artefacts", Kind::array},
                                                   {"payment_on_account", Kind::object}}};

bool is_refund(std::string_view type) {
  return type == "CUSTOMER_REFUND" || type == "VENDOR_REFUND";
}

std::string type_label(std::string_view type) {
  if (type == "CUSTOMER_RECEIPT") return "Customer Receipt";
  if (type == "CUSTOMER_REFUND") return "Customer Refund";
  return type == "VENDOR_PAYMENT" ? "Vendor Payment" : "Vendor Refund";
}

std::string label_of(const Payment& payment) {
  return payment.reference.empty() ? type_label(payment.type) : payment.reference;
}

json::Value null_or(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

void check_contact(Call& call, Payment& made, Problems& problems) {
  const bool vendor = made.type.starts_with("VENDOR");
  const Contact* contact = call.business.contacts.find(made.contact_id);
  if (!contact || contact->deleted || contact->type != (vendor ? "VENDOR" : "CUSTOMER")) {
    if (!made.contact_id.empty())
      problems.add("", vendor ? "Couldn't find Supplier." : "Couldn't find Customer.");
    return;
  }
  made.currency = contact->currency;
}

void check_ids(Call& call, const json::Value& fields, Payment& made, Problems& problems) {
  const Business& business = call.business;
  const BankAccount* bank = business.bank_account(made.bank_account_id);
  if (!made.bank_account_id.empty() && (!bank || !bank->active))
    problems.add("bank_account_id", "is invalid");
  if (bank && bank->currency != business.currency && bank->currency != made.currency) {
    problems.add("bank_account_id", "must be in the currency of the contact or of the business");
  }
  made.payment_method_id = text_of(fields, "payment_method_id").value_or("CREDIT_DEBIT");
  if (std::ranges::find(payment_methods(), made.payment_method_id, &Named::id) ==
      payment_methods().end()) {
    problems.add("payment_method_id", "is invalid");
  }
  const auto currency = text_of(fields, "currency_id");
  if (currency && *currency != made.currency) {
    problems.add("currency_id", "must be the same as the currency of the contact");
  }
  const auto rate = text_of(fields, "tax_rate_id");
  if (rate && !business.tax_rate(*rate)) problems.add("tax_rate_id", "is invalid");
  if (made.currency == business.currency) return;
  made.rate = fine_of(fields, "exchange_rate").value_or(rate_of_one);
  if (made.rate <= Fine{}) problems.add("exchange_rate", "must be greater than 0");
}

void check_date(const Business& business, const std::string& date, Problems& problems) {
  if (!is_day(date)) return;
  const bool locked = !business.lockdown_date.empty() && date <= business.lockdown_date;
  if (date < business.accounts_start_date || locked)
    problems.add("date", "is not in an open period");
}

// Receipts settle invoices; refunds give back credit notes and payments on account, and nothing
// else.
void check_shares(Call& call, Payment& made, Problems& problems) {
  made.shares = read_shares(call, made.contact_id, problems);
  Cents allocated;
  for (const Share& share : made.shares) {
    if (share.amount < Cents{})
      problems.add("allocated_artefacts.amount", "must be greater than 0");
    const auto artefact = find_artefact(call.business, share.artefact_id);
    const bool is_invoice = artefact && artefact->kind == ArtefactKind::invoice;
    if (artefact && is_invoice == is_refund(made.type)) {
      problems.add("allocated_artefacts.artefact_id", "is invalid");
    }
    allocated += share.amount;
  }
  if (made.total <= Cents{}) problems.add("total_amount", "must be greater than 0");
  if (allocated > made.total)
    problems.add("total_amount", "must not be less than the allocated amount");
  if (is_refund(made.type)) {
    if (made.shares.empty()) problems.add("allocated_artefacts", required_message);
    if (made.total > allocated)
      problems.add("total_amount", "must not be more than the allocated amount");
    if (call.business.start())
      problems.add("transaction_type_id", "is not available for this business");
  } else if (call.business.start() && allocated < made.total) {
    problems.add("", "The payment must be fully allocated.");
  }
}

void build_payment(Call& call, const json::Value& fields, Payment& made, Problems& problems) {
  check_fields(fields, payment_fields, "", problems, call.world.counters);
  made.type = text_of(fields, "transaction_type_id").value_or("");
  made.contact_id = text_of(fields, "contact_id").value_or("");
  made.bank_account_id = text_of(fields, "bank_account_id").value_or("");
  made.date = text_of(fields, "date").value_or("").substr(0, 10);
  made.reference = text_of(fields, "reference").value_or("");
  made.total = cents_of(fields, "total_amount").value_or(Cents{});
  made.charge = cents_of(fields, "base_currency_currency_charge").value_or(Cents{});
  const bool known = made.type == "CUSTOMER_RECEIPT" || made.type == "CUSTOMER_REFUND" ||
                     made.type == "VENDOR_PAYMENT" || made.type == "VENDOR_REFUND";
  if (!made.type.empty() && !known) problems.add("transaction_type_id", "is invalid");
  check_contact(call, made, problems);
  check_ids(call, fields, made, problems);
  check_date(call.business, made.date, problems);
  check_shares(call, made, problems);
  if (too_large(made.total)) problems.add("total_amount", "is too large");
}

// What is not allocated becomes a payment on account with an id of its own.
void put_on_account(World& world, Business& business, Payment& payment, Millis now) {
  payment.on_account_id.clear();
  Cents left = payment.total;
  for (const Share& share : payment.shares) left -= share.amount;
  if (left <= Cents{}) return;
  OnAccount rest;
  rest.id = world.new_id();
  rest.created = rest.updated = now;
  rest.payment_id = payment.id;
  rest.contact_id = payment.contact_id;
  rest.date = payment.date;
  rest.currency = payment.currency;
  rest.reference = payment.reference;
  rest.rate = payment.rate;
  rest.total = left;
  payment.on_account_id = rest.id;
  business.on_account.add(std::move(rest));
}

void withdraw_on_account(Business& business, Payment& payment, Millis now) {
  OnAccount* rest = business.on_account.find(payment.on_account_id);
  if (rest) rest->deleted = rest->updated = now;
  payment.on_account_id.clear();
}

json::Value show_on_account(const Business& business, const OnAccount& rest) {
  json::Value shown = reference("payments_on_account", rest.id, rest.reference);
  shown.set("created_at", instant(rest.created));
  shown.set("updated_at", instant(rest.updated));
  shown.set("contact", contact_ref(business, rest.contact_id));
  shown.set("date", rest.date);
  shown.set("reference", null_or(rest.reference));
  shown.set("net_amount", show(rest.total));
  shown.set("tax_amount", "0.0");
  shown.set("total_amount", show(rest.total));
  shown.set("outstanding_amount", show(rest.outstanding()));
  shown.set("currency", currency_ref(rest.currency));
  shown.set("exchange_rate", show(rest.rate));
  shown.set("base_currency_total_amount", show(times(rest.rate, rest.total)));
  shown.set("base_currency_outstanding_amount", show(times(rest.rate, rest.outstanding())));
  const std::string_view status = rest.outstanding().zero() ? "PAID"
                                  : rest.settled.zero()     ? "UNPAID"
                                                            : "PART_PAID";
  shown.set("status", reference("artefact_statuses", status, status));
  return shown;
}

json::Value show_payment(const Business& business, const Payment& payment) {
  json::Value shown = reference("contact_payments", payment.id, label_of(payment));
  shown.set("created_at", instant(payment.created));
  shown.set("updated_at", instant(payment.updated));
  shown.set("transaction", reference("transactions", payment.transaction_id, label_of(payment)));
  shown.set("transaction_type",
            reference("transaction_types", payment.type, type_label(payment.type)));
  shown.set("deleted_at", payment.deleted ? json::Value(instant(*payment.deleted)) : json::Value());
  shown.set("payment_method", reference("payment_methods", payment.payment_method_id,
                                        method_label(payment.payment_method_id)));
  shown.set("contact", contact_ref(business, payment.contact_id));
  shown.set("bank_account", bank_account_ref(business, payment.bank_account_id));
  shown.set("date", payment.date);
  shown.set("net_amount", show(payment.total));
  shown.set("tax_amount", "0.0");
  shown.set("total_amount", show(payment.total));
  shown.set("currency", currency_ref(payment.currency));
  shown.set("exchange_rate", show(payment.rate));
  shown.set("base_currency_net_amount", show(times(payment.rate, payment.total)));
  shown.set("base_currency_tax_amount", "0.0");
  shown.set("base_currency_total_amount", show(times(payment.rate, payment.total)));
  shown.set("base_currency_currency_charge", show(payment.charge));
  shown.set("reference", null_or(payment.reference));
  json::Array shares;
  for (const Share& share : payment.shares) {
    shares.push_back(json::object({{"id", share.id},
                                   {"artefact", artefact_ref(business, share.artefact_id)},
                                   {"amount", show(share.amount)},
                                   {"discount", show(share.discount)}}));
  }
  shown.set("allocated_artefacts", std::move(shares));
  const OnAccount* rest = business.on_account.find(payment.on_account_id);
  shown.set("payment_on_account", rest ? show_on_account(business, *rest) : json::Value());
  shown.set("editable", !rest || rest->settled.zero());
  return shown;
}

void name_shares(World& world, std::vector<Share>& shares) {
  for (Share& share : shares) share.id = world.new_id();
}

bool rest_is_used(const Business& business, const Payment& payment) {
  const OnAccount* rest = business.on_account.find(payment.on_account_id);
  return rest && !rest->settled.zero();
}

Payment& store_payment(World& world, Business& business, Payment payment, Millis now) {
  payment.id = world.new_id();
  payment.created = payment.updated = now;
  payment.transaction_id = world.new_id();
  name_shares(world, payment.shares);
  put_on_account(world, business, payment, now);
  business.payments_by_contact[payment.contact_id].push_back(
      static_cast<std::uint32_t>(business.payments.size()));
  Payment& stored = business.payments.add(std::move(payment));
  settle(business, stored.id, stored.shares, false, now);
  return stored;
}

}  // namespace

bool pay_by_hand(World& world, Business& business, Document& invoice, Millis now) {
  if (!Artefact{ArtefactKind::invoice, &invoice, nullptr}.open()) return false;
  Payment payment;
  payment.origin = Origin::foreign;
  payment.type = "CUSTOMER_RECEIPT";
  payment.contact_id = invoice.contact_id;
  payment.bank_account_id = business.bank_accounts.front().id;
  payment.payment_method_id = "CASH";
  payment.date = day_of(now);
  payment.currency = invoice.currency;
  payment.rate = invoice.rate;
  payment.reference = "by hand";
  payment.total = invoice.outstanding();
  payment.fields = json::object({});
  payment.shares = {Share{"", invoice.id, invoice.outstanding(), {}}};
  store_payment(world, business, std::move(payment), now);
  return true;
}

Reply list_payments(Call& call) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string_view contact = find(call.query, "contact_id");
  const std::string_view bank = find(call.query, "bank_account_id");
  const std::string_view type = find(call.query, "transaction_type_id");
  static const std::vector<std::uint32_t> none;
  const std::vector<std::uint32_t>* places = nullptr;
  if (!contact.empty()) {
    const auto found = business.payments_by_contact.find(contact);
    places = found == business.payments_by_contact.end() ? &none : &found->second;
  }
  auto rows = pick(business.payments, places, [&](const Payment& payment) {
    if (!time.lets(payment) || !in_dates(call.query, payment.date)) return false;
    if (!bank.empty() && payment.bank_account_id != bank) return false;
    return type.empty() || payment.type == type;
  });
  sort_rows(rows, sort_of(call.query, {"created_at", "updated_at", "date"}));
  return list_answer(call, rows,
                     [&](const Payment& payment) { return show_payment(business, payment); });
}

Reply read_payment(Call& call) {
  const Payment* payment = call.business.payments.find(call.id);
  return payment && !payment->deleted ? Reply::ok(show_payment(call.business, *payment))
                                      : not_found();
}

Reply create_payment(Call& call) {
  Problems problems;
  Payment made;
  build_payment(call, call.fields, made, problems);
  if (!problems.none()) return problems.refuse();
  made.idempotency_id = call.idempotency_id();
  made.fields = call.fields;
  const Payment& stored = store_payment(call.world, call.business, std::move(made), call.now);
  return Reply::made(show_payment(call.business, stored));
}

Reply update_payment(Call& call) {
  Business& business = call.business;
  Payment* payment = business.payments.find(call.id);
  if (!payment || payment->deleted) return not_found();
  if (rest_is_used(business, *payment)) {
    return refusal(422, "RecordInvalid", "The payment on account of this payment is allocated.");
  }
  json::Value fields = merged(payment->fields, call.fields);
  settle(business, payment->id, payment->shares, true,
         call.now);  // what it holds may be given again
  Problems problems;
  Payment made;
  Call whole{call.world, business,   call.user, call.now, call.path,
             call.id,    call.query, call.body, fields};
  build_payment(whole, fields, made, problems);
  if (!problems.none() || made.contact_id != payment->contact_id) {
    settle(business, payment->id, payment->shares, false, call.now);
    if (problems.none()) problems.add("contact_id", "cannot be changed");
    return problems.refuse();
  }
  withdraw_on_account(business, *payment, call.now);
  static_cast<Record&>(made) = *payment;
  made.transaction_id = payment->transaction_id;
  made.updated = call.now;
  made.fields = std::move(fields);
  name_shares(call.world, made.shares);
  *payment = std::move(made);
  settle(business, payment->id, payment->shares, false, call.now);
  put_on_account(call.world, business, *payment, call.now);
  return Reply::changed(show_payment(business, *payment));
}

Reply delete_payment(Call& call) {
  Business& business = call.business;
  Payment* payment = business.payments.find(call.id);
  if (!payment || payment->deleted) return not_found();
  if (rest_is_used(business, *payment)) {
    return refusal(422, "RecordInvalid", "The payment on account of this payment is allocated.");
  }
  settle(business, payment->id, payment->shares, true, call.now);
  withdraw_on_account(business, *payment, call.now);
  payment->deleted = payment->updated = call.now;
  return Reply::gone();
}

}  // namespace byte8::sandbox::sage
