#pragma once
// The payment methods of the recorded store, in its order: GET /V1/byte8/payment-methods.

#include "base/json.h"

namespace byte8::sandbox::shop {

json::Value payment_methods();  // [{"code","label","is_active"}], label null where there is none

}  // namespace byte8::sandbox::shop
