#include "sandbox/shop/payment_methods.h"

#include <array>
#include <string_view>
#include <utility>

namespace byte8::sandbox::shop {

namespace {

struct Method {
  std::string_view code;
  std::string_view label;  // empty: null on the wire
  bool active = false;
};

constexpr std::array<Method, 22> methods = {{
    {"checkmo", "Check / Money order", true},
    {"purchaseorder", "Purchase Order", true},
    {"banktransfer", "Bank Transfer Payment", true},
    {"cashondelivery", "Cash On Delivery", true},
    {"vault", "", false},
    {"paypal_express", "PayPal Express Checkout", false},
    {"paypal_express_bml", "PayPal Credit (Paypal Express Bml)", false},
    {"payflow_express", "PayPal Express Checkout Payflow Edition", false},
    {"payflow_express_bml", "PayPal Credit (Payflow Express Bml)", false},
    {"payflowpro", "Credit Card (Payflow Pro)", false},
    {"payflowpro_cc_vault", "Stored Cards (Payflow Pro)", false},
    {"paypal_billing_agreement", "PayPal Billing Agreement", true},
    {"payflow_link", "Credit Card (Payflow Link)", false},
    {"payflow_advanced", "Credit Card (Payflow Advanced)", false},
    {"hosted_pro", "Payment by cards or by PayPal account", false},
    {"payment_services_paypal_vault", "Stored Cards", false},
    {"bench_card", "Bench card gateway", true},
    {"free", "No Payment Information Required", true},
    {"payment_services_paypal_hosted_fields", "Credit Card", false},
    {"payment_services_paypal_smart_buttons", "PayPal", false},
    {"payment_services_paypal_apple_pay", "Apple Pay", false},
    {"payment_services_paypal_google_pay", "Google Pay", false},
}};

}  // namespace

json::Value payment_methods() {
  json::Array list;
  for (const Method& method : methods) {
    const json::Value label = method.label.empty() ? json::Value() : json::Value(method.label);
    list.push_back(
        json::object({{"code", method.code}, {"label", label}, {"is_active", method.active}}));
  }
  return list;
}

}  // namespace byte8::sandbox::shop
