#include "app/errands.h"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <thread>

namespace byte8::app {
namespace {

std::shared_ptr<accounts::Errand> errand(std::uint64_t id, std::function<void()> work,
                                         accounts::Worker worker = accounts::Worker::hashing) {
  auto made = std::make_shared<accounts::Errand>();
  made->id = id;
  made->worker = worker;
  made->work = std::move(work);
  return made;
}

std::uint64_t next_done(Inbox& inbox) {
  const std::vector<engine::Input> inputs = inbox.take(1, 10'000);
  if (inputs.empty()) return 0;
  const auto& command = std::get<engine::Command>(inputs.front());
  EXPECT_EQ(command.kind, accounts::errand_done_command);
  return std::static_pointer_cast<const accounts::ErrandDone>(command.payload)->id;
}

TEST(Errands, are_done_on_another_thread_and_told_to_the_core) {
  Inbox inbox;
  Errands errands(inbox);
  std::thread::id worker;
  errands.take(errand(7, [&worker] { worker = std::this_thread::get_id(); }));
  EXPECT_EQ(next_done(inbox), 7U);
  EXPECT_NE(worker, std::this_thread::get_id());
}

TEST(Errands, of_a_slow_mail_server_keep_nobody_from_signing_in) {
  Inbox inbox;
  Errands errands(inbox);
  std::promise<void> server_answers;
  errands.take(
      errand(1, [&server_answers] { server_answers.get_future().wait(); }, accounts::Worker::mail));
  errands.take(errand(2, [] {}));
  EXPECT_EQ(next_done(inbox), 2U);
  server_answers.set_value();
  EXPECT_EQ(next_done(inbox), 1U);
}

TEST(Errands, wait_for_a_full_inbox_and_survive_what_throws) {
  Inbox inbox(1);
  Errands errands(inbox);
  errands.take(errand(1, [] { throw std::runtime_error("no"); }));
  errands.take(errand(2, [] {}));
  EXPECT_EQ(next_done(inbox), 1U);
  EXPECT_EQ(next_done(inbox), 2U);
}

}  // namespace
}  // namespace byte8::app
