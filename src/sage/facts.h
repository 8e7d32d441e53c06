#pragma once
// What is constant about Sage Business Cloud Accounting v3.1 and what configuration may change.
// Source: spec/sage.md §1, §2.

#include <array>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace byte8::sage {

inline constexpr std::string_view provider_key = "sage_accounting";
inline constexpr std::size_t contact_reference_max = 10;
inline constexpr std::size_t document_reference_max = 25;
inline constexpr int items_per_page = 200;  // the most Sage gives
inline constexpr std::array<std::string_view, 3> countries = {"GB", "IE", "CA"};

inline constexpr std::string_view contact_kind = "contact";
inline constexpr std::string_view invoice_kind = "sales_invoice";
inline constexpr std::string_view credit_note_kind = "sales_credit_note";

struct SageOptions {
  std::string client_id;
  SecretText client_secret;
  std::string authorize_url = "https://www.sageone.com/oauth2/auth/central";
  std::string token_url = "https://oauth.accounting.sage.com/token";
  std::string revoke_url = "https://oauth.accounting.sage.com/revoke";
  std::string api_url = "https://api.accounting.sage.com/v3.1";
};

}  // namespace byte8::sage
