"""Who may include whom: the table of tools/floors.txt, and the folder each library is fenced to."""

import re

from tidy_rules.source import TEST_NAME, Finding

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)

# A library and the folders that may include it. One library a job, one door to it.
FENCES = [
    (r"sqlite3\.h", ("src/sqlite/",), "SQLite is behind port Db"),
    (r"libpq-fe\.h|postgresql/", ("src/postgres/",), "PostgreSQL is behind port Db"),
    (r"curl/", ("src/net/",), "libcurl is behind http::Client"),
    (r"boost/(beast|asio)(/|\.)", ("src/net/",), "Beast and Asio are behind net/server.h"),
    (r"boost/json", ("src/base/",), "JSON is read and written by base/json.h"),
    (r"boost/", ("src/base/", "src/net/"), "Boost is for base/ and net/"),
    (r"openssl/", ("src/base/", "src/net/", "sandbox/"), "cryptography is in base/crypto.h"),
    (r"argon2\.h", ("src/base/",), "passwords are hashed by base/crypto.h"),
    (r"spdlog/", ("src/base/",), "log lines go through base/log.h"),
    (r"date/", ("src/base/",), "time zones are in base/clock.h"),
    (r"CLI/", ("src/app/",), "the command line is parsed in app/"),
    (r"toml\+\+/|toml\.hpp", ("src/app/",), "configuration is read in app/"),
    (r"systemd/", ("src/app/",), "the service manager is told by app/"),
]
TEST_LIBRARIES = re.compile(r"(gtest|gmock|rapidcheck|benchmark|boost/multiprecision)[/.]")

# What the pretended peers may take from us: reading JSON, logging and sockets, and the small things
# in their signatures. Their decimals, tokens and rounding are their own: a mistake that both sides
# shared would go unseen.
SANDBOX_HEADERS = {
    "base/check.h", "base/clock.h", "base/error.h", "base/json.h", "base/limits.h", "base/log.h",
    "base/result.h", "base/rng.h", "base/text.h", "port/http.h",
}  # fmt: skip


def read_floors(text):
    """`module: those it may include` → {module: [modules]}, in the order of the file."""
    floors = {}
    for line in text.split("\n"):
        line = line.split("#", 1)[0].strip()
        if line:
            name, _, seen = line.partition(":")
            floors[name.strip()] = seen.split()
    return floors


def module_of_include(target):
    parts = target.split("/")
    if parts[0] == "sandbox" and len(parts) > 2:
        return "sandbox/" + parts[1]
    return parts[0]


def _own(file, target, floors):
    """Why this file may not include the project's header `target`, or None."""
    if "/" not in target:
        return f'write #include "{file.module or "folder"}/{target}" with its folder'
    if target.endswith(".cc"):
        return "include a header, not a source file"
    if TEST_NAME.search(target) and not file.is_test:
        return f"{target} is for tests only"
    if file.module is None:
        return None  # tests/ and fuzz/ stand above all floors
    wanted = module_of_include(target)
    if wanted == file.module:
        return None
    if target.startswith("tests/support/") and file.is_test:
        return None
    if wanted == "tests":
        return "only tests include tests/; move what you need into src/"
    if file.module.startswith("sandbox/"):
        if target in SANDBOX_HEADERS or target.startswith("net/"):
            return None
        return f"sandbox/ must not share {target} with the product: write its own in {file.module}/"
    if wanted not in floors:
        return f"no module {wanted} in tools/floors.txt"
    if wanted not in floors[file.module]:
        seen = " ".join(floors[file.module]) or "nothing"
        return f"{file.module} sees only {seen} (tools/floors.txt), not {wanted}: go by a port"
    return None


def _foreign(file, target):
    """Why this file may not include the library header `target`, or None."""
    if file.path.startswith(("tests/", "fuzz/")):
        return None
    if TEST_LIBRARIES.match(target):
        return None if file.is_test else "only tests (*_test.cc, tests/) include the test libraries"
    for pattern, folders, why in FENCES:
        if re.match(pattern, target):
            allowed = file.path.startswith(folders)
            return None if allowed else f"<{target}> does not belong here: {why}"
    return None


def check(files, floors):
    found = []
    for file in files:
        if not file.is_cpp:
            continue
        if file.module is not None and file.module not in floors:
            text = f"folder {file.module} has no line in tools/floors.txt"
            found.append(Finding(file.path, 1, text))
            continue
        for match in INCLUDE.finditer(file.uncommented):
            bracket, target = match.groups()
            # The same header in the other kind of brackets is still the same header.
            library = bracket == "<" or re.match("|".join(f[0] for f in FENCES), target)
            why = _foreign(file, target) if library else _own(file, target, floors)
            if why:
                found.append(file.at(match.start(), why))
    return found


def check_table(floors):
    """A floor includes only floors below it: every line names modules of earlier lines only."""
    found, earlier = [], set()
    for name, seen in floors.items():
        for other in seen:
            if other not in earlier:
                text = f"{name} may see only modules of earlier lines, {other} is not one"
                found.append(Finding("tools/floors.txt", 1, text))
        earlier.add(name)
    return found
