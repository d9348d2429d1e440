#!/usr/bin/env python3
# test-lint.py: runs the gates over the tree, and each gate over a fault that it must see.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-lint.py SOURCE_DIR     TAP on stdout"""
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from gates import BESIDE, FAULTS, GATES, scripts
from tree import Tree


def sees(gate, name, text):
    """Whether the gate refuses a tree of this one file."""
    with tempfile.TemporaryDirectory(prefix="lint-") as top:
        for path, content in {**BESIDE.get(gate, {}), name: text}.items():
            file = pathlib.Path(top, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return bool(list(gate(Tree(top)) or []))


def blind(gate):
    if gate is scripts and not shutil.which("shellcheck"):
        return []
    return [f"blind to {name}: {text.strip()}" for name, text in FAULTS[gate].items() if not sees(gate, name, text)]


def main(top):
    tree, failed, number = Tree(top), 0, 0
    print(f"1..{2 * len(GATES)}")
    for gate in GATES:
        for title, complaints in ((gate.__name__, list(gate(tree) or [])), (gate.__name__ + " sees a fault", blind(gate))):
            number += 1
            for complaint in complaints[:40]:
                print("#", complaint)
            print("not ok" if complaints else "ok", number, title)
            failed += bool(complaints)
    return failed > 0


sys.exit(main(sys.argv[1]))
