// Every invoice that was recorded from a real Magento, planned under the suggested policy of a GB
// business.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/json.h"
#include "sync/plan_test_support.h"

namespace byte8::sync {
namespace {

using testing::input_for;

// Tax charged abroad.
const std::set<std::string> abroad = {"038", "043", "049", "052", "131", "135"};
// Terms that neither header nor rows contain, with more than one percentage.
const std::set<std::string> hidden = {"027", "031", "035"};

struct Recording {
  std::string number;
  std::string name;
  model::Invoice invoice;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Recording> recorded_invoices() {
  std::vector<Recording> recordings;
  const std::filesystem::path folder = BYTE8_SOURCE_DIR "/spec/fixtures/documents";
  if (!std::filesystem::is_directory(folder)) return recordings;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.insert(entry.path());
  for (const auto& file : files) {
    auto document = json::parse(read_file(file));
    EXPECT_TRUE(document.ok()) << file;
    if (!document || document->text_or("kind") != "invoice") continue;
    for (const auto& [route, answer] : document->find("canonical")->object()) {
      if (!route.starts_with("invoice/")) continue;
      auto body = json::parse(answer.text_or("body"));
      EXPECT_TRUE(body.ok()) << file;
      auto invoice = model::decode_invoice(*body);
      EXPECT_TRUE(invoice.ok()) << file << (invoice ? "" : invoice.error().message);
      if (!invoice) continue;
      const std::string name = file.stem();
      recordings.push_back({name.substr(0, 3), name, *invoice});
    }
  }
  return recordings;
}

struct Row {
  std::string outcome;
  std::string planned = "-";
  std::string tax = "-";
  std::string reason;
};

Row row_of(const Outcome& outcome) {
  if (const auto* skip = std::get_if<Skip>(&outcome)) {
    return {.outcome = "skip", .reason = skip->reason};
  }
  if (const auto* incomplete = std::get_if<Incomplete>(&outcome)) {
    return {.outcome = "incomplete", .reason = incomplete->field};
  }
  if (const auto* hold = std::get_if<Hold>(&outcome)) {
    return {.outcome = "hold",
            .planned = hold->sums ? model::text(hold->sums->planned) : "-",
            .reason = hold->code};
  }
  const Plan& plan = std::get<Plan>(outcome);
  std::string notes;
  for (const std::string& note : plan.notes) notes += (notes.empty() ? "" : " ") + note;
  return {.outcome = "plan",
          .planned = model::text(plan.document.total),
          .tax = model::text(plan.document.tax),
          .reason = notes};
}

TEST(PlanRecordings, every_recorded_invoice_is_planned_to_the_penny_or_held_for_a_named_reason) {
  const auto recordings = recorded_invoices();
  ASSERT_GE(recordings.size(), 60u);
  std::printf("%-38s %-6s %14s %14s %12s %s\n", "document", "", "store", "planned", "tax",
              "reason");
  for (const Recording& recording : recordings) {
    SCOPED_TRACE(recording.name);
    const Outcome outcome = plan_invoice(input_for(recording.invoice));
    const Row row = row_of(outcome);
    std::printf("%-38s %-6s %14s %14s %12s %s\n", recording.name.c_str(), row.outcome.c_str(),
                model::text(recording.invoice.grand_total).c_str(), row.planned.c_str(),
                row.tax.c_str(), row.reason.c_str());
    if (abroad.contains(recording.number)) {
      EXPECT_EQ(row.outcome + " " + row.reason, "hold tax_charged_abroad");
      continue;
    }
    if (hidden.contains(recording.number)) {
      EXPECT_EQ(row.outcome + " " + row.reason, "hold hidden_term");
      continue;
    }
    const Plan* plan = std::get_if<Plan>(&outcome);
    ASSERT_NE(plan, nullptr) << row.outcome << " " << row.reason;
    EXPECT_EQ(plan->document.total, model::round_to(recording.invoice.grand_total, 2));
    EXPECT_EQ(plan->document.tax, recording.invoice.tax_amount);
    model::Amount sum;
    for (const model::LedgerLine& line : plan->document.lines) {
      EXPECT_EQ(*predicted_net(line), line.net);
      EXPECT_NE(line.kind, "rounding") << "no recording needs one";
      EXPECT_FALSE(line.discount.negative());
      sum = sum + line.net + line.tax;
    }
    EXPECT_EQ(sum, plan->document.total);
  }
}

std::map<std::string, model::LedgerDocument> plans() {
  std::map<std::string, model::LedgerDocument> planned;
  for (const Recording& recording : recorded_invoices()) {
    const Outcome outcome = plan_invoice(input_for(recording.invoice));
    if (const Plan* plan = std::get_if<Plan>(&outcome)) planned[recording.number] = plan->document;
  }
  return planned;
}

// "sku-less" view of a line: quantity × price - discount | tax | rate.
std::string shape(const model::LedgerLine& line) {
  return model::plain(line.quantity) + " x " + model::text(line.unit_price) + " - " +
         model::text(line.discount) + " | " + model::text(line.tax) + " | " + line.tax_rate_id;
}

TEST(PlanRecordings, discounted_rows_keep_their_percentage_and_their_real_discount) {
  const auto planned = plans();
  const auto& percent = planned.at("005").lines;
  EXPECT_EQ(shape(percent[0]), "2 x 25.00 - 5.00 | 9.00 | GB_STANDARD");
  EXPECT_EQ(shape(percent[1]), "3 x 4.99 - 1.50 | 2.69 | GB_STANDARD");
  const auto& mixed = planned.at("063").lines;
  EXPECT_EQ(shape(mixed[0]), "1 x 25.00 - 3.75 | 4.25 | GB_STANDARD");
  EXPECT_EQ(shape(mixed[1]), "3 x 8.40 - 3.78 | 1.07 | GB_LOWER");
  EXPECT_EQ(shape(mixed[2]), "2 x 12.50 - 3.75 | 0.00 | GB_ZERO");
  EXPECT_EQ(shape(mixed[3]), "1 x 5.00 - 0.75 | 0.85 | GB_STANDARD");
}

TEST(PlanRecordings, discounts_that_reach_shipping_stand_on_the_shipping_line) {
  const auto planned = plans();
  EXPECT_EQ(shape(planned.at("010").lines.back()), "1 x 5.00 - 3.31 | 0.33 | GB_STANDARD");
  EXPECT_EQ(shape(planned.at("014").lines.back()), "1 x 5.00 - 5.00 | 0.00 | GB_ZERO");
  EXPECT_TRUE(planned.at("014").total.zero());
}

TEST(PlanRecordings, tax_before_discount_is_recognised) {
  const auto planned = plans();
  EXPECT_EQ(planned.at("066").lines[0].tax_rate_id, "GB_STANDARD");
  EXPECT_EQ(planned.at("066").lines[1].tax_rate_id, "GB_STANDARD");
}

TEST(PlanRecordings, decimal_quantities_are_kept_and_the_total_is_what_the_customer_paid) {
  const auto planned = plans();
  EXPECT_EQ(shape(planned.at("003").lines[0]), "2.75 x 3.33 - 0.00 | 1.83 | GB_STANDARD");
  EXPECT_EQ(model::text(planned.at("003").total), "16.99");
}

TEST(PlanRecordings, helper_rows_do_not_appear_and_shipping_alone_is_a_document) {
  const auto planned = plans();
  EXPECT_EQ(planned.at("021").lines.size(), 2u);
  EXPECT_EQ(planned.at("022").lines.size(), 5u);
  EXPECT_EQ(planned.at("087").lines.size(), 1u);
  EXPECT_EQ(planned.at("087").lines[0].kind, "shipping");
}

TEST(PlanRecordings, foreign_documents_state_the_rate_and_cross_border_ones_the_type_of_supply) {
  const auto planned = plans();
  EXPECT_EQ(model::text(*planned.at("040").exchange_rate), "0.7852375344");
  EXPECT_FALSE(planned.at("001").exchange_rate.has_value());
  for (const auto& line : planned.at("040").lines) {
    EXPECT_EQ(line.tax_rate_id, "GB_ZERO");
    EXPECT_EQ(line.goods_services_type, "GOODS");
  }
  EXPECT_FALSE(planned.at("047").lines[0].goods_services_type.has_value());
  EXPECT_EQ(planned.at("047").main_address.country, "GB");
  EXPECT_EQ(planned.at("047").main_address.region, "Isle of Man");
}

TEST(PlanRecordings,
     a_derived_charge_has_its_own_line_and_a_derived_compensation_its_own_discount) {
  const auto planned = plans();
  EXPECT_EQ(shape(planned.at("060").lines.back()), "1 x 3.00 - 0.00 | 0.60 | GB_STANDARD");
  EXPECT_EQ(shape(planned.at("033").lines.back()), "1 x 4.17 - 1.20 | 0.59 | GB_STANDARD");
}

}  // namespace
}  // namespace byte8::sync
