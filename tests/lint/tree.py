# tree.py: the files of the source tree, as the gates read them.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Tree is a folder and the names of the files in it that belong to the project."""
import os
import pathlib
import re
import subprocess


class Tree:
    def __init__(self, top):
        self.top = pathlib.Path(top)
        self.names = sorted(self._names())

    def _names(self):
        """What git follows or would follow; without git, everything but build folders."""
        try:
            out = subprocess.run(["git", "-C", str(self.top), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                 capture_output=True, check=True, text=True).stdout
            names = [name for name in out.split("\0") if name]
            if names:
                return [name for name in names if (self.top / name).is_file()]
        except (OSError, subprocess.CalledProcessError):
            pass
        found = []
        for folder, folders, files in os.walk(self.top):
            at_top = os.path.samefile(folder, self.top)
            folders[:] = [f for f in folders if f not in (".git", "__pycache__") and not (at_top and f.startswith("_"))]
            found += [os.path.relpath(os.path.join(folder, f), self.top) for f in files if not f.endswith((".mo", "~", ".pyc"))]
        return found

    def read(self, name):
        return (self.top / name).read_text(encoding="utf-8", errors="replace")

    def these(self, *patterns):
        """The names that a pattern matches from their start."""
        return [name for name in self.names if any(re.match(pattern, name) for pattern in patterns)]

    def lines(self, *patterns):
        """(name, number, line) of every line of these files."""
        for name in self.these(*patterns):
            for number, line in enumerate(self.read(name).splitlines(), 1):
                yield name, number, line

    def code(self, *patterns):
        """The same without C comments: what the compiler reads."""
        for name in self.these(*patterns):
            text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), self.read(name), flags=re.S)
            for number, line in enumerate(text.splitlines(), 1):
                yield name, number, re.sub(r"(^|\s)//.*", "", line)
