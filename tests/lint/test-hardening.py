#!/usr/bin/env python3
# test-hardening.py: the programs are built position-independent, with full RELRO, no executable stack, and stack protection.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-hardening.py PROGRAM…     TAP on stdout"""
import subprocess
import sys


def readelf(*args):
    return subprocess.run(["readelf", "--wide", *args], capture_output=True, text=True, check=True).stdout


def complaints(program):
    dynamic, headers, symbols = readelf("-d", program), readelf("-lh", program), readelf("--dyn-syms", program)
    stack = next((line for line in headers.splitlines() if "GNU_STACK" in line), "")
    wanted = {
        "position-independent": "Type:                              DYN" in headers,
        "full RELRO": "GNU_RELRO" in headers and ("BIND_NOW" in dynamic or "NOW" in dynamic),
        "no executable stack": bool(stack) and "RWE" not in stack,
        "stack protection": "__stack_chk_fail" in symbols,
    }
    return [f"no {what}" for what, there in wanted.items() if not there]


def main(programs):
    print(f"1..{len(programs)}")
    failed = 0
    for number, program in enumerate(programs, 1):
        found = complaints(program)
        for complaint in found:
            print("#", complaint)
        print("not ok" if found else "ok", number, program.split("/")[-1])
        failed += bool(found)
    return failed > 0


sys.exit(main(sys.argv[1:]))
