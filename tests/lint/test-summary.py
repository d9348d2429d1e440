#!/usr/bin/env python3
# test-summary.py: what tests/summary.py makes of meson's logs: what failed, what passed the second time, what is tried again at all.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-summary.py SUMMARY.py     TAP on stdout"""
import json
import pathlib
import subprocess
import sys
import tempfile

BROKEN = "ok 1 /a/one\nnot ok /a/two - veche:ERROR:../a.c:7:test_two: assertion failed (1 == 2): (1 == 2)\nBail out!\n"


def entry(name, result="OK", stdout="ok 1 /a/one\nok 2 /a/two\n", **more):
    return {"name": name, "result": result, "stdout": stdout, "duration": 61.2, "returncode": 0 if result == "OK" else 1, **more}


def run(*args, first=(), second=None):
    """(status, lines) of summary.py over these logs; LOG and AGAIN stand for their paths."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {"LOG": pathlib.Path(folder, "log.json"), "AGAIN": pathlib.Path(folder, "again.json")}
        paths["LOG"].write_text("".join(json.dumps(test) + "\n" for test in first))
        if second is not None:
            paths["AGAIN"].write_text("".join(json.dumps(test) + "\n" for test in second))
        done = subprocess.run([sys.executable, sys.argv[1], *(str(paths.get(arg, arg)) for arg in args)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip().splitlines() + done.stderr.strip().splitlines()


def same(got, expected):
    assert got == expected, f"{got!r} is not {expected!r}"


def test_all_well():
    same(run("LOG", "0", first=[entry("core / a"), entry("lint / b", stdout="ok 1 x # SKIP none here\n")]), (0, ["1 skipped", "2 passed, 0 failed"]))


def test_fails_twice():
    broken = entry("core / a", "FAIL", BROKEN)
    status, lines = run("LOG", "1", "AGAIN", first=[broken, entry("core / b")], second=[broken])
    same((status, lines[-1]), (1, "3 passed, 1 failed"))
    same([line for line in lines if line.startswith(("FAILED", "PASSED"))], ["FAILED core / a: /a/two - veche:ERROR:../a.c:7:test_two: assertion failed (1 == 2): (1 == 2)"])


def test_passes_the_second_time():
    status, lines = run("LOG", "1", "AGAIN", first=[entry("core / a", "FAIL", BROKEN), entry("core / b")], second=[entry("core / a")])
    same((status, lines[-1]), (0, "4 passed, 0 failed"))
    same(lines[:2], ["PASSED THE SECOND TIME: core / a", "  at first: veche:ERROR:../a.c:7:test_two: assertion failed (1 == 2): (1 == 2)"])


def test_one_of_two_fails_twice():
    first = [entry("core / a", "FAIL", BROKEN), entry("core / b", "TIMEOUT", "ok 1 /b/one\n")]
    status, lines = run("LOG", "2", "AGAIN", first=first, second=[entry("core / a"), entry("core / b", "TIMEOUT", "ok 1 /b/one\n")])
    same((status, lines[-1]), (1, "3 passed, 1 failed"))
    assert "FAILED core / b (timeout)" in lines and "PASSED THE SECOND TIME: core / a" in lines, lines


def test_reasons():
    for told, why in (
        ({"stdout": "ok 1 /b/one\n"}, "timeout after 61 s, status 1"),
        ({"stdout": "", "stderr": "==7==ERROR: AddressSanitizer: heap-use-after-free on\n"}, "==7==ERROR: AddressSanitizer: heap-use-after-free on"),
        ({"stdout": "", "stderr": "a.c:1:2: runtime error: left shift\n"}, "a.c:1:2: runtime error: left shift"),
        ({"stdout": "not ok 1 import\nnot ok 2 export\n"}, "import, export"),
        ({"stdout": "", "stderr": "(t:1): veche-CRITICAL **: 00:00: no\n"}, "(t:1): veche-CRITICAL **: 00:00: no"),
    ):
        lines = run("LOG", "1", "AGAIN", first=[entry("core / b", "TIMEOUT", **told)], second=[entry("core / b")])[1]
        same(lines[1], f"  at first: {why}")


def test_the_window_tries_by_itself():
    said = "# TimeoutError: no row\n# of that name\nok 1 paste # again\nok 2 merge\n"
    same(run("LOG", "0", first=[entry("ui / ui-1", stdout=said)]), (0, ["TimeoutError: no row", "  of that name", "PASSED THE SECOND TIME: paste", "2 passed, 0 failed"]))


def test_what_is_tried_again():
    first = [entry("core / store/test-a", "FAIL", BROKEN), entry("core / b"), entry("veche:app / app/c", "TIMEOUT"), entry("ui / ui-1", "FAIL", "not ok 1 x\n")]
    same(run("--again", "LOG", first=first), (0, ["store/test-a", "app/c"]))
    same(run("--again", "LOG", first=[entry("core / b")]), (0, []))
    same(run("--again", "LOG", first=[entry(f"core / {n}", "FAIL", BROKEN) for n in range(30)]), (0, []))


def test_a_log_that_is_none():
    same(run("LOG", "0", first=[]), (1, ["FAILED there was nothing to run", "0 passed, 1 failed"]))
    same(run("NONE", "0")[1][-1], "0 passed, 1 failed")
    same(run("LOG", "3", first=[entry("core / a")]), (1, ["FAILED meson test ended with status 3", "2 passed, 1 failed"]))
    same(run("LOG", "1", "AGAIN", first=[entry("core / a", "FAIL", BROKEN)])[1][-1], "0 passed, 1 failed")


def main():
    tests = [(name[5:].replace("_", " "), test) for name, test in globals().items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for name, test in tests:
        try:
            test()
            print(f"ok {name}")
        except AssertionError as error:
            failed += 1
            print(f"not ok {name}\n# {error}")
    return failed > 0


sys.exit(main())
