# shellcheck shell=bash
# PHP for the Magento modules: need_php installs what a bare Debian 12 lacks, need_php_tools the
# checks themselves. The script that sources this has sourced install.sh and stands in the root of
# the repository.

php_packages=(php-cli php-curl php-intl php-mbstring php-xml composer unzip)
php_extensions=(ctype curl dom hash intl json mbstring openssl simplexml tokenizer xmlwriter)

# Extensions that PHP does not have, one a line; all of them where there is no PHP.
missing_extensions() {
  local there extension
  there=$(php -m 2>/dev/null || true)
  for extension in "${php_extensions[@]}"; do
    grep -qix "$extension" <<<"$there" || echo "$extension"
  done
}

# A PHP that was not installed from packages is as good, if it has the extensions.
need_php() {
  local missing
  mapfile -t missing < <(missing_extensions)
  if [ ${#missing[@]} -gt 0 ] || ! command -v composer >/dev/null; then
    need_packages "${php_packages[@]}"
    mapfile -t missing < <(missing_extensions)
  fi
  [ ${#missing[@]} = 0 ] || fail "PHP lacks: ${missing[*]}"
}

php_composer() {
  COMPOSER_ALLOW_SUPERUSER=1 composer --working-dir=magento --quiet "$@"
}

# Installs or renews magento/vendor where it does not fit magento/composer.json.
need_php_tools() {
  local stamp=magento/vendor/.installed
  if ! cmp -s magento/composer.json "$stamp" 2>/dev/null; then
    say "installing the PHP tools"
    php_composer update --no-interaction --no-progress
    cp magento/composer.json "$stamp"
  fi
  # New classes of the modules need no entry (PSR-4), but stubs may.
  php_composer dump-autoload
}

# The Magento Coding Standard itself, where somebody has it: its folder is the argument.
run_magento_standard() {
  local folder=$1
  [ -f "$folder/Magento2/ruleset.xml" ] || fail "$folder is not the Magento Coding Standard"
  (cd magento && php -d memory_limit=1G vendor/bin/phpcs --runtime-set installed_paths "$folder" \
    --standard=Magento2 --severity=8 --warning-severity=8 --extensions=php,phtml \
    --ignore='*/Test/*' core client sage-accounting)
}
