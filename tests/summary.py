#!/usr/bin/env python3
# summary.py: counts the single tests in meson's log, names those that failed, ends with "N passed, N failed".
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: summary.py TESTLOG.json STATUS     STATUS: what "meson test" ended with"""
import json
import re
import sys

GOOD = ("OK", "EXPECTEDFAIL", "SKIP")
AGAIN = re.compile(r"^ok\b(?:\s+\d+)?[\s-]*([^#\n]*)# again$", re.M)
WHY = re.compile(r"^# (\w*(?:Error|Exception)\b.*(?:\n# .*){0,3})", re.M)
LINE = re.compile(r"^(not )?ok\b(?:\s+\d+)?[\s-]*([^#\n]*)(#\s*(?:SKIP|TODO).*)?", re.I | re.M)


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


def main(log, status):
    passed, failed, skipped, again, why = 0, [], 0, [], []
    try:
        with open(log, encoding="utf-8", errors="replace") as lines:
            for test in map(json.loads, lines):
                more, bad, left_out = count(test)
                passed, failed, skipped = passed + more, failed + bad, skipped + left_out
                out = test.get("stdout") or ""
                again += AGAIN.findall(out)
                why += WHY.findall(out)
    except OSError as error:
        failed.append(str(error))
    if status and not failed:
        failed.append(f"meson test ended with status {status}")
    if not passed and not failed and not skipped:
        failed.append("there was nothing to run")
    print()
    for text in why:
        print(text.replace("\n# ", "\n  "))
    for name in again:
        print("PASSED THE SECOND TIME", name.strip())
    for name in failed:
        print("FAILED", name)
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {len(failed)} failed")
    return bool(failed)


sys.exit(main(sys.argv[1], int(sys.argv[2])))
