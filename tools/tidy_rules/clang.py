"""What clang is asked: every header by itself, the format, and clang-tidy on what changed."""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys

from tidy_rules.includes import INCLUDE
from tidy_rules.source import Finding

COMPILER = "clang++-19"
FLAGS = ["-std=c++23", "-fsyntax-only", "-Wall", "-Wno-pragma-once-outside-header"]
FLAGS += ["-Isrc", "-I.", '-DBYTE8_SOURCE_DIR="."']


def _run(command, root):
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, errors="replace")
    except FileNotFoundError:
        return 127, f"{command[0]} is not installed; script/test installs it"
    return done.returncode, done.stdout + done.stderr


class Digests:
    """Digest of a file with all of the project that it includes: the key of what was checked."""

    def __init__(self, root, salt):
        self.root, self.salt, self.known = root, salt, {}

    def _find(self, target):
        for folder in ("src", "."):
            path = os.path.normpath(os.path.join(folder, target))
            if os.path.isfile(os.path.join(self.root, path)):
                return path
        return None

    def _reach(self, path, seen):
        if path in seen:
            return
        seen.add(path)
        if path not in self.known:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as handle:
                text = handle.read()
            targets = [t for bracket, t in INCLUDE.findall(text) if bracket == '"']
            digest = hashlib.sha256(text.encode()).hexdigest()
            self.known[path] = digest, [f for f in map(self._find, targets) if f]
        for other in self.known[path][1]:
            self._reach(other, seen)

    def of(self, path):
        seen = set()
        self._reach(path, seen)
        parts = [self.salt] + sorted(f"{p} {self.known[p][0]}" for p in seen)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Memory:
    """What was found good before, kept in build/: a second run asks only for what changed."""

    def __init__(self, root, name):
        self.path = os.path.join(root, "build", "tidy", name)
        try:
            with open(self.path, encoding="utf-8") as handle:
                self.good = json.load(handle)
        except (OSError, ValueError):
            self.good = {}

    def save(self):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        draft = f"{self.path}.{os.getpid()}"
        with open(draft, "w", encoding="utf-8") as handle:
            json.dump(self.good, handle, indent=0, sort_keys=True)
        os.replace(draft, self.path)


def _each(root, name, salt, paths, ask, progress):
    """Asks about each path that changed since it was good; returns {path: what was said}."""
    memory, digests, bad, done = Memory(root, name), Digests(root, salt), {}, 0
    keys = {path: digests.of(path) for path in paths}
    due = [path for path in paths if memory.good.get(path) != keys[path]]
    if progress and due:
        print(f"{progress}: {len(due)} of {len(paths)} to look at", flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        futures = {pool.submit(ask, path): path for path in due}
        for future in concurrent.futures.as_completed(futures):
            path, (status, said) = futures[future], future.result()
            done += 1
            if status:
                bad[path] = said
            else:
                memory.good[path] = keys[path]
            if done % 20 == 0:
                memory.save()  # what was done stays done, also when this is stopped
            if progress:
                print(f"[{done}/{len(due)}] {path}{': refused' if status else ''}", flush=True)
    memory.save()
    return bad


def check_headers_alone(root, files):
    version = _run([COMPILER, "--version"], root)
    if version[0]:
        return [Finding("tools/tidy.py", 1, version[1])]

    def ask(path):
        return _run([COMPILER, *FLAGS, "-x", "c++", path], root)

    paths = [file.path for file in files if file.is_header]
    bad = _each(root, "headers.json", version[1] + " ".join(FLAGS), paths, ask, None)
    found = []
    for path in sorted(bad):
        error = re.search(r"^.*: (?:fatal )?error:.*$", bad[path], re.M)
        said = error.group(0) if error else bad[path][:200].strip()
        text = f"does not compile alone: include what it uses ({said})"
        found.append(Finding(path, 1, text))
    return found


def _git(root, *arguments):
    return _run(["git", "-c", f"safe.directory={root}", *arguments], root)


def changed_files(root):
    """Paths changed since the last tag, else HEAD~1, and not yet committed; None: cannot tell."""
    status, base = _git(root, "describe", "--tags", "--abbrev=0")
    base = base.strip() if status == 0 else "HEAD~1"
    status, names = _git(root, "diff", "--name-only", "--diff-filter=d", base, "--")
    if status:
        return None
    return set(names.split()) | set(_git(root, "ls-files", "-o", "--exclude-standard")[1].split())


def _tidy_command(file, commands):
    command = ["clang-tidy-19", "--quiet", file.path]
    if file.is_test:
        # The analyzer follows the test libraries for minutes and finds faults of theirs.
        command.append("--checks=-clang-analyzer-*")
    if file.path in commands:
        return [*command, "-p", "build/release"]
    return [*command, "--", *FLAGS, "-x", "c++"]


def clang_tidy(root, files, everything):
    """Runs clang-tidy; prints what it says and returns whether all was well."""
    database = os.path.join(root, "build", "release", "compile_commands.json")
    if not os.path.isfile(database):
        print("clang-tidy reads build/release: run cmake --preset release first")
        return False
    with open(database, encoding="utf-8") as handle:
        commands = {os.path.relpath(entry["file"], root) for entry in json.load(handle)}
    changed = None if everything else changed_files(root)
    if changed is None and not everything:
        print("clang-tidy: git names no earlier commit, so all files are looked at")
    by_path = {f.path: f for f in files}
    wanted = {f.path for f in files if f.is_cpp and (changed is None or f.path in changed)}
    # A header is seen through the source file of its name; one without is asked about itself.
    pairs = {path: re.sub(r"\.h$", ".cc", path) for path in wanted}
    paths = sorted({pair if pair in commands else path for path, pair in pairs.items()})
    with open(os.path.join(root, ".clang-tidy"), encoding="utf-8") as handle:
        salt = handle.read() + _run(["clang-tidy-19", "--version"], root)[1]

    def ask(path):
        return _run(_tidy_command(by_path[path], commands), root)

    bad = _each(root, "clang-tidy.json", salt, paths, ask, "clang-tidy")
    for path in sorted(bad):
        print(f"\n{bad[path].strip()}", flush=True)
    print(f"clang-tidy: {len(paths)} files, {len(bad)} refused")
    return not bad


def clang_format(root, files, fix):
    """Checks the format, or with `fix` sets it; returns whether all was well."""
    paths = [file.path for file in files if file.is_cpp]
    mode = ["-i"] if fix else ["--dry-run", "-Werror"]
    good = True
    for start in range(0, len(paths), 50):
        status, said = _run(["clang-format-19", *mode, *paths[start : start + 50]], root)
        if status:
            good = False
            print(said.strip())
    if not good and not fix:
        print("format: run script/format", file=sys.stderr)
    return good
