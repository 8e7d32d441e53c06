#!/usr/bin/env python3
"""The claims of the founding page and the tests that show them.

A test carries a claim's number in its name (S9_…). Without arguments: says which claims have no
test, and whether docs/claims.md is as generated; ends 1 if anything is wrong. --write: writes
docs/claims.md.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "claims.md"

# What each claim is about, in our words, and where it is shown: c the chassis, m the Magento
# modules, b a browser.
CLAIMS = {
    1: ("Disconnecting works from both sides, in any order, also at the same moment", "cmb"),
    2: ("The button in Magento's configuration asks first and needs the right to press it", "mb"),
    3: ("It calls the ledger's disconnect route", "cm"),
    4: ("The ledger revokes the binding and sends nothing more for it but what was under way", "c"),
    5: ("Magento forgets its credentials", "m"),
    6: ("Magento shows that it is not connected and offers a new code", "mb"),
    7: ("Events waiting in Magento stay where they are", "m"),
    8: ("The states of past documents stay visible in Magento", "mb"),
    9: ("The mapping outlives the binding: reconnecting creates nothing twice", "c"),
    10: ("The store's key is gone after disconnecting", "cm"),
    11: ("No new work of that binding is begun", "c"),
    12: ("Disconnecting in Magento works while the ledger is away; the ledger notices later", "cm"),
    13: ("The dashboard has a button of its own", "b"),
    14: ("It revokes before it answers, even when Sage hangs", "c"),
    15: ("Sage's permission is given back, best effort, and visibly given up after a day", "c"),
    16: ("No token outlives the binding in any file", "c"),
    17: ("Work of the binding stops", "c"),
    18: ("The store is told by its own next events", "cmb"),
    19: ("Magento first is the better order: the ledger follows by itself, no dead letter", "cb"),
    20: ("Reconnecting is the same as connecting", "cmb"),
    21: ("What was synced before is recognised", "c"),
    22: ("Another business starts afresh; the old history stays", "cb"),
    23: ("The modules can be uninstalled", "m"),
    24: ("Their tables stay", "m"),
    25: ("A store that went without a word can be taken up again", "cb"),
    26: ("A subscription that ends disconnects at the end of its period", "cb"),
}

NAME = re.compile(r"\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)")
NUMBER = re.compile(r"(?:^|_)S(\d+)(?=_|$)")


def tests_by_claim():
    found = {number: [] for number in CLAIMS}
    unknown = []
    for folder in ("src", "sandbox", "tests"):
        for path in sorted((ROOT / folder).rglob("*_test.cc")):
            for suite, name in NAME.findall(path.read_text(encoding="utf-8")):
                for number in map(int, NUMBER.findall(name)):
                    where = f"`{suite}.{name}` ({path.relative_to(ROOT)})"
                    if number in found:
                        found[number].append(where)
                    else:
                        unknown.append(where)
    return found, unknown


def page(found):
    lines = [
        "# The founding page, claim by claim",
        "",
        "Which tests show what. Written by `tools/claims.py --write`; a test fails when it is not.",
        "Claims that only a Magento or a browser can show (no *c*) come with the modules and the",
        "dashboard.",
        "",
        "| | Claim | Where | Shown by |",
        "|---|---|---|---|",
    ]
    for number, (text, where) in CLAIMS.items():
        shown = "<br>".join(found[number]) or "–"
        lines.append(f"| S{number} | {text} | {' '.join(where)} | {shown} |")
    return "\n".join(lines) + "\n"


def main():
    found, unknown = tests_by_claim()
    text = page(found)
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    wrong = [
        f"S{number} has no test of the chassis"
        for number, (_, where) in CLAIMS.items()
        if "c" in where and not found[number]
    ]
    wrong += [f"{where} names a claim that does not exist" for where in unknown]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        wrong.append("docs/claims.md is not what the tests say: tools/claims.py --write")
    for line in wrong:
        print(f"claims: {line}")
    print(f"claims: {len(wrong)} findings" if wrong else "claims: every claim has its test")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
