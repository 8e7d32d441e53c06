#include "base/task.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace byte8 {
namespace {

// Counts the living objects of this type, so that a leaked frame is seen.
struct Counted {
  explicit Counted(int& living) : living_(&living) { ++*living_; }
  Counted(const Counted& other) : living_(other.living_) { ++*living_; }
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --*living_; }
  int* living_;
};

// Suspends the chain and hands its innermost handle out, as a port's pending call does.
struct Pause {
  std::coroutine_handle<>* resume_here;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) const noexcept { *resume_here = handle; }
  void await_resume() const noexcept {}
};

Task<int> seven() {
  co_return 7;
}
Task<int> twice(int value) {
  co_return value + co_await seven();
}
Task<void> store(int& out) {
  out = co_await twice(5);
}
Task<int> failing() {
  throw std::runtime_error("inner");
  co_return 0;
}
Task<void> failing_quietly() {
  co_await failing();
}
Task<std::string> rescued() {
  try {
    co_await failing_quietly();
  } catch (const std::runtime_error& caught) {
    co_return std::string("caught ") + caught.what();
  }
  co_return "nothing thrown";
}
Task<std::unique_ptr<int>> moved_only() {
  co_return std::make_unique<int>(3);
}
Task<int> unpacked() {
  co_return *co_await moved_only();
}

Task<int> chain(int depth, int& living, std::coroutine_handle<>* pause) {
  const Counted counted(living);
  if (depth > 0) co_return 1 + co_await chain(depth - 1, living, pause);
  if (pause != nullptr) co_await Pause{pause};
  co_return 0;
}

Task<int> loop(int rounds) {
  int sum = 0;
  for (int i = 0; i < rounds; ++i) sum += co_await seven();
  co_return sum;
}

template <typename T>
T run(Task<T> task) {
  task.start();
  EXPECT_TRUE(task.done());
  return task.take();
}

TEST(TaskTest, nothing_runs_before_the_start) {
  int out = 0;
  Task<void> task = store(out);
  EXPECT_TRUE(task.valid());
  EXPECT_FALSE(task.done());
  EXPECT_EQ(out, 0);
  task.start();
  EXPECT_TRUE(task.done());
  EXPECT_EQ(out, 12);
  task.take();
}

TEST(TaskTest, values_come_back_through_awaits) {
  EXPECT_EQ(run(twice(1)), 8);
  EXPECT_EQ(run(unpacked()), 3);
}

TEST(TaskTest, an_exception_reaches_the_awaiter_and_the_taker) {
  EXPECT_EQ(run(rescued()), "caught inner");
  Task<void> task = failing_quietly();
  task.start();
  EXPECT_TRUE(task.done());
  EXPECT_THROW(task.take(), std::runtime_error);
}

TEST(TaskTest, a_chain_ten_thousand_deep_runs_and_leaves_nothing) {
  int living = 0;
  EXPECT_EQ(run(chain(10'000, living, nullptr)), 10'000);
  EXPECT_EQ(living, 0);
}

TEST(TaskTest, a_hundred_thousand_awaits_in_a_loop_do_not_grow_the_stack) {
  EXPECT_EQ(run(loop(100'000)), 700'000);
}

TEST(TaskTest, a_suspended_chain_goes_on_where_it_stopped) {
  int living = 0;
  std::coroutine_handle<> pause;
  Task<int> task = chain(10'000, living, &pause);
  task.start();
  EXPECT_FALSE(task.done());
  EXPECT_EQ(living, 10'001);
  pause.resume();
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 10'000);
  EXPECT_EQ(living, 0);
}

TEST(TaskTest, dropping_a_suspended_chain_destroys_every_frame) {
  int living = 0;
  std::coroutine_handle<> pause;
  {
    Task<int> task = chain(1'000, living, &pause);
    task.start();
    EXPECT_EQ(living, 1'001);
  }
  EXPECT_EQ(living, 0);
}

TEST(TaskTest, assigning_over_a_suspended_chain_destroys_it) {
  int living = 0;
  std::coroutine_handle<> pause;
  Task<int> task = chain(10, living, &pause);
  task.start();
  task = seven();
  EXPECT_EQ(living, 0);
  task.start();
  EXPECT_EQ(task.take(), 7);
}

TEST(TaskTest, a_task_never_started_frees_its_arguments) {
  auto shared = std::make_shared<int>(1);
  const auto hold = [](std::shared_ptr<int> value) -> Task<int> { co_return *value; };
  {
    const Task<int> task = hold(shared);
    EXPECT_EQ(shared.use_count(), 2);
  }
  EXPECT_EQ(shared.use_count(), 1);
}

TEST(TaskTest, a_moved_task_is_empty) {
  Task<int> first = seven();
  Task<int> second = std::move(first);
  EXPECT_FALSE(first.valid());  // NOLINT: what a moved task is, is the question
  EXPECT_FALSE(first.done());
  EXPECT_EQ(run(std::move(second)), 7);
  EXPECT_FALSE(Task<int>().valid());
}

}  // namespace
}  // namespace byte8
