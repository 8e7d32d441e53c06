# shellcheck shell=bash
# The steps that script/test and script/nightly share. A step runs to its end, its result and time
# are kept, and a failed one does not hide what comes after it; summary prints them all and says
# whether all was well.

logs=build/logs
step_names=()
step_results=()
step_seconds=()
failed_steps=0

# step NAME COMMAND…: the output is shown and kept in build/logs/NAME.log.
step() {
  local name=$1 begun status result=ok
  shift
  begun=$(date +%s)
  mkdir -p "$logs"
  say "== $name"
  # Not inside an `if`: bash would ignore set -e in all that is called from there.
  set +e
  (
    set -euo pipefail
    "$@"
  ) 2>&1 | tee "$logs/${name// /-}.log"
  status=${PIPESTATUS[0]}
  set -e
  if [ "$status" != 0 ]; then
    result=FAILED
    failed_steps=$((failed_steps + 1))
  fi
  step_names+=("$name")
  step_results+=("$result")
  step_seconds+=($(($(date +%s) - begun)))
  say "== $name: $result"
}

# A step without which the rest makes no sense: when it fails, the summary is printed and the
# script ends.
must() {
  step "$@"
  if [ "${step_results[-1]}" != ok ]; then
    summary
    exit 1
  fi
}

summary() {
  local i
  printf '\n%-28s %-7s %s\n' step result seconds
  for i in "${!step_names[@]}"; do
    printf '%-28s %-7s %s\n' "${step_names[$i]}" "${step_results[$i]}" "${step_seconds[$i]}"
  done
  printf '\n'
}

check_style() { python3 tools/tidy.py --format; }

run_ctest() {
  local preset=$1
  # Sanitizers stop at the first report; a leak fails a test as well.
  ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 \
    ctest --preset "$preset" --parallel "$jobs_count" --no-tests=error
}

fuzz_targets() {
  ninja -C build/fuzz -t targets all | sed -nE 's#^([^:]*/)?(fuzz_[a-z0-9_]+): .*#\2#p' | sort -u
}

build_fuzzers() {
  if [ ! -f fuzz/CMakeLists.txt ]; then
    say "no fuzzers yet"
    return 0
  fi
  configure_preset fuzz
  local targets
  mapfile -t targets < <(fuzz_targets)
  [ ${#targets[@]} -gt 0 ] || fail "fuzz/ has no program named fuzz_…"
  build_preset fuzz "${targets[@]}"
}

# One fuzzer for so many seconds; what it finds of interest stays in build/corpus for the next
# time.
fuzz_one() {
  local program=$1 seconds=$2 name seeds=()
  name=$(basename "$program")
  mkdir -p "build/corpus/$name" build/crashes
  [ ! -d "fuzz/corpus/${name#fuzz_}" ] || seeds=("fuzz/corpus/${name#fuzz_}")
  local options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
    -artifact_prefix="build/crashes/$name-")
  if "$program" "${options[@]}" "build/corpus/$name" "${seeds[@]}" >"$logs/$name.log" 2>&1; then
    local inputs
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name.log")
    say "$name: $inputs inputs, nothing found"
  else
    tail -n 40 "$logs/$name.log"
    say "$name: FAILED; the input is in build/crashes"
    return 1
  fi
}

# run_fuzzers SECONDS: each fuzzer so long, as many at once as there are cores.
run_fuzzers() {
  [ -f fuzz/CMakeLists.txt ] || return 0
  local seconds=$1 program running=0 bad=0
  for program in $(find build/fuzz -type f -executable -name 'fuzz_*' | sort); do
    fuzz_one "$program" "$seconds" &
    running=$((running + 1))
    if [ "$running" -ge "$jobs_count" ]; then
      wait -n || bad=1
      running=$((running - 1))
    fi
  done
  while [ "$running" -gt 0 ]; do
    wait -n || bad=1
    running=$((running - 1))
  done
  return "$bad"
}
