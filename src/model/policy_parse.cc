// The policy document read with every fault of it, so that the page can show each at its field.

#include <algorithm>
#include <numeric>

#include "base/clock.h"
#include "base/text.h"
#include "model/policy.h"

namespace byte8::model {

namespace {

constexpr std::size_t text_limit = 255;
// Nine digits is Magento's shortest increment id, 25 the longest reference of a document.
constexpr std::size_t prefix_limit = 16;
constexpr std::size_t list_limit = 1000;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// One object of the document. Each read names its key, which is how the known names are learnt.
class Reader {
 public:
  Reader(const json::Value& value, std::string path, std::vector<FieldError>& errors)
      : value_(value), path_(std::move(path)), errors_(errors) {}

  void refuse(std::string_view key, std::string code, std::string message) {
    errors_.push_back({path_of(key), std::move(code), std::move(message)});
  }

  std::string path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  }

  // The member, or null pointer when it is absent. Notes the name as known.
  const json::Value* member(std::string_view key) {
    known_.push_back(key);
    return value_.find(key);
  }

  void boolean(std::string_view key, bool& into) {
    const json::Value* found = member(key);
    if (found == nullptr) return;
    if (!found->is_bool()) return refuse(key, "invalid_format", "must be true or false");
    into = found->boolean();
  }

  void optional_text(std::string_view key, std::optional<std::string>& into,
                     std::size_t limit = text_limit) {
    const json::Value* found = member(key);
    if (found == nullptr) return;
    into.reset();
    if (found->is_null()) return;
    if (!found->is_string()) return refuse(key, "invalid_format", "must be text or null");
    const std::string_view trimmed = text::trim(found->string());
    if (trimmed.empty()) return;
    if (text::code_points(trimmed) > limit) {
      return refuse(key, "too_long", "at most " + std::to_string(limit) + " characters");
    }
    into = std::string(trimmed);
  }

  // A text that may be emptied: whether it may stay empty is for validate() to say.
  void plain_text(std::string_view key, std::string& into, std::size_t limit) {
    if (value_.find(key) == nullptr) {
      member(key);
      return;
    }
    std::optional<std::string> read;
    optional_text(key, read, limit);
    into = read.value_or("");
  }

  void one_of(std::string_view key, std::initializer_list<std::string_view> words,
              std::string& into) {
    const json::Value* found = member(key);
    if (found == nullptr) return;
    if (found->is_string() && std::ranges::find(words, found->string()) != words.end()) {
      into = found->string();
      return;
    }
    std::string message = "must be one of";
    for (std::string_view word : words) message += " " + std::string(word);
    refuse(key, "out_of_range", std::move(message));
  }

  void money(std::string_view key, std::optional<Amount> maximum, Amount& into) {
    const json::Value* found = member(key);
    if (found == nullptr) return;
    const std::string written = found->is_string()   ? std::string(text::trim(found->string()))
                                : found->is_number() ? found->number_text()
                                                     : std::string();
    auto amount = parse_amount(written);
    if (!amount || round_to(*amount, 2) != *amount) {
      return refuse(key, "invalid_format", "must be a decimal with at most two places");
    }
    if (amount->negative() || (maximum && *amount > *maximum)) {
      return refuse(key, "out_of_range",
                    maximum ? "must be from 0.00 to " + text2(*maximum)
                            : std::string("must not be negative"));
    }
    into = *amount;
  }

  void ids(std::string_view key, std::vector<std::int64_t>& into) {
    const json::Value* found = member(key);
    if (found == nullptr) return;
    into.clear();
    if (found->is_null()) return;
    if (!found->is_array() || found->array().size() > list_limit) {
      return refuse(key, "invalid_format", "must be a list of ids");
    }
    for (std::size_t i = 0; i < found->array().size(); ++i) {
      const json::Value& item = found->array()[i];
      const auto id = item.is_number() ? item.integer() : std::nullopt;
      const std::string place = std::string(key) + "." + std::to_string(i);
      if (!id) {
        refuse(place, "invalid_format", "must be an id");
      } else if (*id < 0) {
        refuse(place, "out_of_range", "must not be negative");
      } else {
        into.push_back(*id);
      }
    }
  }

  // The members of a map; null and an absent key are empty.
  const json::Object* map(std::string_view key) {
    static const json::Object nothing;
    const json::Value* found = member(key);
    if (found == nullptr) return nullptr;
    if (found->is_null()) return &nothing;
    if (found->is_object() && found->object().size() <= list_limit) return &found->object();
    refuse(key, "invalid_format", "must be an object");
    return nullptr;
  }

  void refuse_unknown() {
    if (!value_.is_object()) return;
    for (const auto& [key, unused] : value_.object()) {
      if (std::ranges::find(known_, key) != known_.end()) continue;
      const auto nearest = std::ranges::min_element(known_, {}, [&](std::string_view name) {
        return edit_distance(key.substr(0, 80), name);
      });
      refuse(key, "unknown", "unknown field; the nearest known one is " + std::string(*nearest));
    }
  }

 private:
  const json::Value& value_;
  std::string path_;
  std::vector<FieldError>& errors_;
  std::vector<std::string_view> known_;
};

bool looks_like_email(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 ||
      email.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = email.substr(at + 1);
  const bool dotted = domain.find('.') != std::string_view::npos;
  return dotted && domain.front() != '.' && domain.back() != '.' &&
         std::ranges::none_of(email, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

void read_since(Reader& reader, Policy& policy) {
  reader.optional_text("sync_since", policy.sync_since);
  if (!policy.sync_since) return;
  const std::string& since = *policy.sync_since;
  const bool sound = since.size() == 10 ? static_cast<bool>(start_of_day(since, "UTC"))
                                        : static_cast<bool>(parse_utc(since));
  if (!sound) reader.refuse("sync_since", "invalid_format", "must be a day or a date-time");
}

void read_time_zone(Reader& reader, Policy& policy) {
  std::optional<std::string> zone = policy.time_zone;
  reader.optional_text("time_zone", zone);
  if (zone && known_time_zone(*zone)) {
    policy.time_zone = *zone;
  } else if (!zone) {
    reader.refuse("time_zone", "required", "a time zone is needed for the date of documents");
  } else {
    reader.refuse("time_zone", "invalid_format", "no such time zone");
  }
}

void read_payment_methods(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("payment_method_map");
  if (members == nullptr) return;
  policy.payment_method_map.clear();
  for (const auto& [method, account] : *members) {
    const std::string place = "payment_method_map." + method;
    if (!account.is_null() && !account.is_string()) {
      reader.refuse(place, "invalid_format", "must be a bank account or null");
    } else if (account.is_null() || text::trim(account.string()).empty()) {
      policy.payment_method_map[method] = std::nullopt;
    } else {
      policy.payment_method_map[method] = std::string(text::trim(account.string()));
    }
  }
}

void read_tax_rates(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("tax_rate_map");
  if (members == nullptr) return;
  policy.tax_rate_map.clear();
  for (const auto& [written, rate] : *members) {
    const auto key = percentage_key(std::string_view(written));
    const std::string place = "tax_rate_map." + key.value_or(written);
    if (!key) {
      reader.refuse(place, "invalid_format", "must be a percentage that is not negative");
    } else if (!rate.is_null() && !rate.is_string()) {
      reader.refuse(place, "invalid_format", "must be a tax rate");
    } else if (rate.is_null() || text::trim(rate.string()).empty()) {
      continue;  // an emptied row is a removed row
    } else if (!policy.tax_rate_map.emplace(*key, text::trim(rate.string())).second) {
      reader.refuse(place, "invalid_format", "the percentage stands here twice");
    }
  }
}

void read_rule(const json::Value& value, std::string path, std::vector<FieldError>& errors,
               TaxRateRule& rule) {
  Reader reader(value, std::move(path), errors);
  std::optional<std::string> percentage;
  std::optional<std::string> rate;
  reader.optional_text("country_group", rule.country_group);
  reader.optional_text("product_class", rule.product_class);
  reader.optional_text("tax_rate_id", rate);
  reader.optional_text("percentage", percentage);
  reader.refuse_unknown();
  static constexpr std::string_view groups[] = {"GBIE", "EU", "US", "CA", "ALL"};
  if (rule.country_group && std::ranges::find(groups, *rule.country_group) == std::end(groups)) {
    reader.refuse("country_group", "out_of_range", "must be one of GBIE EU US CA ALL");
  }
  if (!rate) reader.refuse("tax_rate_id", "required", "a rule needs a tax rate");
  rule.tax_rate_id = rate.value_or("");
  if (!percentage) {
    reader.refuse("percentage", "required", "a rule needs a percentage");
  } else if (const auto key = percentage_key(std::string_view(*percentage))) {
    rule.percentage = *parse_rate(*key);
  } else {
    reader.refuse("percentage", "invalid_format", "must be a percentage that is not negative");
  }
}

void read_rules(Reader& reader, std::vector<FieldError>& errors, Policy& policy) {
  const json::Value* found = reader.member("tax_rate_rules");
  if (found == nullptr) return;
  policy.tax_rate_rules.clear();
  if (found->is_null()) return;
  if (!found->is_array() || found->array().size() > list_limit) {
    return reader.refuse("tax_rate_rules", "invalid_format", "must be a list of rules");
  }
  for (std::size_t i = 0; i < found->array().size(); ++i) {
    const std::string path = "tax_rate_rules." + std::to_string(i);
    if (!found->array()[i].is_object()) {
      reader.refuse(path, "invalid_format", "must be an object");
      continue;
    }
    read_rule(found->array()[i], path, errors, policy.tax_rate_rules.emplace_back());
  }
}

void read_goods_types(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("product_type_eu_goods_map");
  if (members == nullptr) return;
  policy.product_type_eu_goods_map.clear();
  for (const auto& [type, word] : *members) {
    if (word.is_string() && (word.string() == "GOODS" || word.string() == "SERVICES")) {
      policy.product_type_eu_goods_map[type] = word.string();
    } else {
      reader.refuse("product_type_eu_goods_map." + type, "out_of_range",
                    "must be one of GOODS SERVICES");
    }
  }
}

void read_consolidation(Reader& outer, std::vector<FieldError>& errors, Policy& policy) {
  const json::Value* found = outer.member("b2c_consolidation");
  if (found == nullptr || found->is_null()) return;
  if (!found->is_object()) {
    return outer.refuse("b2c_consolidation", "invalid_format", "must be an object");
  }
  Consolidation& consolidation = policy.b2c_consolidation;
  Reader reader(*found, "b2c_consolidation", errors);
  reader.boolean("enabled", consolidation.enabled);
  reader.plain_text("fallback_contact_name", consolidation.fallback_contact_name, 100);
  reader.optional_text("fallback_contact_email", consolidation.fallback_contact_email, 100);
  reader.plain_text("fallback_contact_reference", consolidation.fallback_contact_reference, 10);
  reader.money("min_total_for_individual", std::nullopt, consolidation.min_total_for_individual);
  reader.boolean("always_individual_for_b2b", consolidation.always_individual_for_b2b);
  const auto& email = consolidation.fallback_contact_email;
  if (email && !looks_like_email(*email)) {
    reader.refuse("fallback_contact_email", "invalid_format", "must be an e-mail address");
  }
  reader.refuse_unknown();
}

}  // namespace

Result<Policy> parse_policy(const json::Value& value, std::vector<FieldError>& errors) {
  if (!value.is_object()) {
    errors.push_back({"", "invalid_format", "the policy must be an object"});
    return Error::make(Fault::validation, "the policy must be an object");
  }
  Policy policy;
  const std::size_t before = errors.size();
  Reader reader(value, "", errors);
  reader.boolean("sync_unpaid_invoices", policy.sync_unpaid_invoices);
  reader.boolean("sync_zero_value_invoices", policy.sync_zero_value_invoices);
  read_since(reader, policy);
  read_time_zone(reader, policy);
  reader.ids("website_filter", policy.website_filter);
  reader.ids("store_filter", policy.store_filter);
  reader.boolean("sync_products", policy.sync_products);
  reader.boolean("sync_stock", policy.sync_stock);
  reader.optional_text("default_tax_rate_id", policy.default_tax_rate_id);
  reader.optional_text("zero_tax_rate_id", policy.zero_tax_rate_id);
  reader.optional_text("default_ledger_account_id", policy.default_ledger_account_id);
  reader.optional_text("default_bank_account_id", policy.default_bank_account_id);
  reader.optional_text("default_purchase_ledger_account_id",
                       policy.default_purchase_ledger_account_id);
  reader.optional_text("shipping_ledger_account_id", policy.shipping_ledger_account_id);
  reader.optional_text("adjustment_ledger_account_id", policy.adjustment_ledger_account_id);
  reader.optional_text("gift_card_ledger_account_id", policy.gift_card_ledger_account_id);
  reader.optional_text("store_credit_ledger_account_id", policy.store_credit_ledger_account_id);
  reader.optional_text("fixed_product_tax_ledger_account_id",
                       policy.fixed_product_tax_ledger_account_id);
  reader.optional_text("rounding_ledger_account_id", policy.rounding_ledger_account_id);
  reader.money("rounding_tolerance", Amount{Amount::one}, policy.rounding_tolerance);
  read_payment_methods(reader, policy);
  read_tax_rates(reader, policy);
  read_rules(reader, errors, policy);
  reader.optional_text("invoice_number_prefix", policy.invoice_number_prefix, prefix_limit);
  reader.one_of("customer_name_priority", {"Company", "Person"}, policy.customer_name_priority);
  reader.one_of("default_eu_goods_services_type", {"GOODS", "SERVICES"},
                policy.default_eu_goods_services_type);
  read_goods_types(reader, policy);
  read_consolidation(reader, errors, policy);
  reader.refuse_unknown();
  if (errors.size() > before) {
    Error error = Error::in_field(errors[before].field, "the policy has refused fields");
    error.code = errors[before].code;
    return error;
  }
  return policy;
}

}  // namespace byte8::model
