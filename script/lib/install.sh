# shellcheck shell=bash
# Helpers that the scripts source: say (progress with the time since the start), need_packages
# (installs what a bare Debian 12 lacks), build_preset (configures where needed and builds with
# progress). The script that sources this has set -euo pipefail and stands in the root of the
# repository.

export LC_ALL=C.UTF-8
started_at=${started_at:-$(date +%s)}
jobs_count=$(nproc 2>/dev/null || echo 2)

# What building, checking and testing takes; Debian 12 has all of it.
byte8_packages=(
  clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19
  cmake ninja-build ccache mold pkg-config
  libboost1.81-dev libboost-json1.81-dev libcurl4-openssl-dev libsqlite3-dev libssl-dev
  libargon2-dev libjemalloc-dev
  libfmt-dev libspdlog-dev libhowardhinnant-date-dev libtomlplusplus-dev libcli11-dev
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev libsystemd-dev
  tzdata ca-certificates python3 python3-aiosmtpd curl sqlite3
)

# A line of progress, with the minutes and seconds since the script began.
say() {
  local seconds=$(($(date +%s) - started_at))
  printf '[%02d:%02d] %s\n' $((seconds / 60)) $((seconds % 60)) "$*"
}

fail() {
  say "$*" >&2
  exit 1
}

# The packages among those named that are not installed, one a line.
not_installed() {
  local there
  there=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  local package
  for package in "$@"; do
    grep -qx "$package installed" <<<"$there" || echo "$package"
  done
}

# Runs a command as root, through sudo where we are not.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -- "$@"
  fi
}

# Installs the packages named, or all of byte8_packages; says nothing and asks nobody when none is
# missing.
need_packages() {
  local wanted=("$@") missing
  [ $# -gt 0 ] || wanted=("${byte8_packages[@]}")
  command -v dpkg-query >/dev/null ||
    fail "Not Debian 12 or like it. Install by hand what corresponds to: ${wanted[*]}"
  mapfile -t missing < <(not_installed "${wanted[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    fail "Not root and no sudo. Ask somebody who is root to run: apt-get install ${missing[*]}"
  fi
  say "installing ${#missing[@]} packages: ${missing[*]}"
  local options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "${missing[@]}"
  mapfile -t missing < <(not_installed "${wanted[@]}")
  [ ${#missing[@]} = 0 ] || fail "apt-get ended well, but these are not there: ${missing[*]}"
  say "packages are there"
}

configure_preset() {
  local preset=$1
  if [ ! -f "build/$preset/build.ninja" ]; then
    mkdir -p build
    say "configuring $preset"
    cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || {
      cat "build/configure-$preset.log" >&2
      fail "configuring $preset failed, see above"
    }
  fi
}

# build_preset PRESET [TARGET…]: configures once (ninja sees later changes by itself), builds,
# shows progress.
build_preset() {
  local preset=$1
  shift
  configure_preset "$preset"
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  say "building $preset ($jobs_count at a time)"
  NINJA_STATUS='[%f/%t %es] ' cmake --build "build/$preset" --parallel "$jobs_count" "${targets[@]}"
  say "built $preset"
}

# Whether the preset has this target: parts that are not written yet are left out with a word, not
# an error.
has_target() {
  ninja -C "build/$1" -t targets all | grep -qE "^([^:]*/)?$2: "
}
