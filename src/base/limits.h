#pragma once
// Every bound of the system, with the promises among them. Configuration may change some; the same
// inequalities are then checked at start (app/config.cc).

#include <cstddef>
#include <cstdint>

namespace byte8::limits {

// Outside calls and the doubt they leave behind (milliseconds).
inline constexpr std::int64_t request_timeout = 20'000;
inline constexpr std::int64_t late_commit_max = 60'000;
inline constexpr std::int64_t search_lag = 10'000;
// What was accepted up to a day after a database was put back may have been accepted before, too.
inline constexpr std::int64_t restored_doubt = std::int64_t{24} * 3600 * 1000;
inline constexpr std::int64_t lease_trust = 25'000;
inline constexpr std::int64_t lease = 30'000;
inline constexpr std::int64_t idempotency_life = std::int64_t{6} * 24 * 3600 * 1000;
inline constexpr std::int64_t idempotency_kept_by_sage = std::int64_t{7} * 24 * 3600 * 1000;
static_assert(request_timeout < lease_trust, "an answer must arrive while we still own the run");
static_assert(lease_trust < lease, "a node stops trusting its lease before others may take it");
static_assert(idempotency_life < idempotency_kept_by_sage,
              "never replay an id Sage may have forgotten");

// One turn.
inline constexpr std::size_t turn_resumes = 512;
inline constexpr std::size_t turn_inputs = 512;
inline constexpr std::size_t outside_calls = 4096;
inline constexpr std::size_t lane_calls = 4;
inline constexpr std::size_t store_calls = 2;
inline constexpr std::size_t runs_in_flight = 512;

// The HTTP edge.
inline constexpr std::size_t wire_body = std::size_t{1} << 20;
inline constexpr std::size_t header_bytes = std::size_t{32} << 10;
inline constexpr std::int64_t body_timeout = 15'000;
inline constexpr std::size_t answer_body = std::size_t{8} << 20;

// The SQLite write-ahead log.
inline constexpr std::int64_t wal_checkpoint_bytes = std::int64_t{32} << 20;
inline constexpr std::int64_t wal_hard_bytes = std::int64_t{64} << 20;
static_assert(wal_checkpoint_bytes < wal_hard_bytes);

// JWTs (seconds).
inline constexpr std::int64_t jwt_leeway = 120;
inline constexpr std::int64_t jwt_life_accepted = 300;

}  // namespace byte8::limits
