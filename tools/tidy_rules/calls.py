"""What must not be called or named: clocks, chance, threads and the environment below the edge,
binary floating point where money is, and every column of a table."""

import re

# Where time, chance, threads and the outside world are at home.
EDGE = ("src/app/", "src/net/", "src/base/clock.cc", "src/base/rng.cc", "tests/", "fuzz/")
SANDBOX_MAIN = re.compile(r"sandbox/\w+/(\w+_)?main\.cc$")

BANNED = [
    (r"std::j?thread\b", "only app/ and net/ start threads; give the core an input"),
    (r"(\bthis_thread::sleep_\w+|\b(usleep|nanosleep)\b)", "wait for an input or a timer"),
    (r"\b(system|steady)_clock::now\b", "time is an input: take Now as a parameter"),
    (r"\b(clock_gettime|gettimeofday)\b", "time is an input: take Now as a parameter"),
    (r"\brandom_device\b", "chance is an input: take Rng&, or base/crypto.h for secrets"),
    (r"(?<![\w:.>])(std::|::)?s?rand\s*\(", "chance is an input: take Rng&"),
    (r"\b(secure_)?getenv\b", "configuration is read in app/ and handed down"),
    (r"\b(setenv|unsetenv|putenv)\b", "all threads share the environment: hand it down"),
    (r"\bstd::c(out|err|log)\b", "write through base/log.h; only app/ speaks to a terminal"),
]
# These say why in one place and are meant for tests beside the source as well.
ALSO_IN_TESTS = ("sleep", "setenv")

EXACT = ("src/model/", "src/sync/", "src/sage/", "src/magento/", "src/store/")
FLOATING = re.compile(r"\b(long\s+double|double|float)\b")
SELECT_ALL = re.compile(r"\bselect\s+(\w+\.)?\*", re.I)


def check_banned(files):
    found = []
    for file in files:
        if not file.is_cpp or file.path.startswith(EDGE) or SANDBOX_MAIN.match(file.path):
            continue
        for pattern, why in BANNED:
            if file.is_test and not any(word in pattern for word in ALSO_IN_TESTS):
                continue
            for match in re.finditer(pattern, file.code):
                found.append(file.at(match.start(), f"{match.group(0).strip('( ')}: {why}"))
    return found


def check_floating(files):
    found = []
    for file in files:
        if file.is_cpp and file.path.startswith(EXACT):
            for match in FLOATING.finditer(file.code):
                text = f"{match.group(0)} cannot hold money or rates: use model/money.h"
                found.append(file.at(match.start(), text))
    return found


def check_select_all(files):
    found = []
    for file in files:
        if file.is_cpp and file.path.startswith("src/"):
            for match in SELECT_ALL.finditer(file.uncommented):
                text = "SELECT * breaks when a migration adds a column: name the columns"
                found.append(file.at(match.start(), text))
    return found
