#!/usr/bin/env python3
# summary.py: counts the single tests in meson's log, names those that failed, ends with "N passed, N failed".
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: summary.py TESTLOG.json STATUS [AGAIN.json]     STATUS: what "meson test" ended with
       summary.py --again TESTLOG.json                   the tests that deserve a second try, one a line

A machine that is busy with everything at once can make a test fail that has no defect to find. run.sh tries each test that failed once
more, alone, and AGAIN.json is the log of that: what passes there has passed, is named, and why it failed at first is told."""
import json
import re
import sys

GOOD = ("OK", "EXPECTEDFAIL", "SKIP")
MANY = 12   # more than so many are no haste, and would only fail once more
AGAIN = re.compile(r"^ok\b(?:\s+\d+)?[\s-]*([^#\n]*)# again$", re.M)
WHY = re.compile(r"^# (\w*(?:Error|Exception)\b.*(?:\n# .*){0,3})", re.M)
FIRST = re.compile(r"(?:[\w-]+:|==\d+==)ERROR: ?.*|\S+: runtime error: .*|.*\b(?:CRITICAL|WARNING) \*\*:.*")
LINE = re.compile(r"^(not )?ok\b(?:\s+\d+)?[\s-]*([^#\n]*)(#\s*(?:SKIP|TODO).*)?", re.I | re.M)


def read(log):
    with open(log, encoding="utf-8", errors="replace") as lines:
        return [json.loads(line) for line in lines]


def short(test):
    """The name that meson takes as an argument, without its suite."""
    return test["name"].split(" / ")[-1]


def second_try(tests):
    """What of them is tried once more; the tests of the window try each failed one again themselves."""
    bad = [short(test) for test in tests if test["result"] not in GOOD and not short(test).startswith("ui-")]
    return bad if len(bad) <= MANY else []


def reason(test):
    """One line: why a test failed."""
    text = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
    found = FIRST.search(text)
    if found:
        return found.group().strip()[:300]
    lines = [name.strip() for bad, name, note in LINE.findall(text) if bad and not note]
    if lines:
        return ", ".join(lines)[:300]
    return f"{test['result'].lower()} after {test.get('duration') or 0:.0f} s, status {test.get('returncode')}"


def count(test):
    """(passed, names of the failed, skipped) of one test program."""
    lines = [(bool(bad), name.strip(), bool(note)) for bad, name, note in LINE.findall(test.get("stdout") or "")]
    passed = sum(not bad and not note for bad, _, note in lines)
    skipped = sum(note for _, _, note in lines)
    failed = [f"{test['name']}: {name}" for bad, name, note in lines if bad and not note]
    good = test["result"] in GOOD
    if good and not lines:
        passed, skipped = (0, 1) if test["result"] == "SKIP" else (1, 0)
    if not good and not failed:
        failed = [f"{test['name']} ({test['result'].lower()})"]
    return passed, failed, skipped


def merge(first, second):
    """The tests as they count, and (name, why it failed at first) of those that passed the second time."""
    good = {test["name"]: test for test in second if test["result"] in GOOD}
    again = [(test["name"], reason(test)) for test in first if test["result"] not in GOOD and test["name"] in good]
    return [good.get(test["name"], test) if test["result"] not in GOOD else test for test in first], again


def main(log, status, second_log=None):
    passed, failed, skipped, again, why, tests = 0, [], 0, [], [], []
    try:
        tests, again = merge(read(log), read(second_log) if second_log else [])
    except (OSError, ValueError) as error:
        failed.append(str(error))
    for test in tests:
        more, bad, left_out = count(test)
        passed, failed, skipped = passed + more, failed + bad, skipped + left_out
        out = test.get("stdout") or ""
        why += WHY.findall(out)
        again += [(name.strip(), None) for name in AGAIN.findall(out)]
    if status and not failed and not any(reason for _, reason in again):
        failed.append(f"meson test ended with status {status}")
    if not passed and not failed and not skipped:
        failed.append("there was nothing to run")
    print()
    for text in why:
        print(text.replace("\n# ", "\n  "))
    for name, at_first in again:
        print(f"PASSED THE SECOND TIME: {name}" + (f"\n  at first: {at_first}" if at_first else ""))
    for name in failed:
        print("FAILED", name)
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    if sys.argv[1] == "--again":
        print("\n".join(second_try(read(sys.argv[2]))))
    else:
        sys.exit(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:]))
