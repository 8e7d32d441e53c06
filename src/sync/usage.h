#pragma once
// What a document needed of the policy, for the counts on the settings page (store/usage.h). The
// flows call note_usage() once a run has come to its end, not when it waits or is tried again.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/context.h"
#include "model/ledger.h"
#include "model/policy.h"
#include "model/reference.h"
#include "store/directory.h"
#include "store/usage.h"

namespace byte8::sync {

// The cases of tax of a planned document's lines, and the defaults they fell back to. `country` is
// the tax country of its billing address, empty the business's own; `day` the document's.
store::Usage usage_of_lines(const std::vector<model::LedgerLine>& lines,
                            const model::Policy& policy, const model::Reference& reference,
                            const model::BusinessFacts& business, std::string_view country,
                            std::string_view day);

// The method of a payment, and whether it has to fall back to the default bank account.
store::Usage usage_of_payment(const model::Policy& policy,
                              const std::optional<std::string>& method);

void note_usage(engine::Ctx ctx, const store::BindingRow& binding, const store::Usage& usage);

}  // namespace byte8::sync
