#!/usr/bin/env python3
# test-manual.py: what --help says, the manual pages and the shell's completion say the same.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-manual.py SOURCE_DIR BUILD_DIR     TAP on stdout"""
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys

ENV = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
NOT_OURS = {"--help-all", "--help-gapplication"}


@functools.cache
def told(program, *words):
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True, env=ENV).stdout


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", text)) - NOT_OURS


def page(source, name):
    return (source / "data" / f"{name}.1").read_text(encoding="utf-8").replace("\\-", "-").replace("\\&", "")


def commands(cli):
    """Every command, of one word or two, from the list in --help."""
    lines = told(cli).split("Commands:\n")[1].split("\n\n")[0].splitlines()
    found = []
    for line in lines:
        words = line.split()
        two = len(words) > 1 and re.fullmatch("[a-z][a-z-]*", words[1]) and told(cli, *words[:2]).startswith(f"Usage: {cli.name} {words[0]} {words[1]}")
        found.append(words[:2] if two else words[:1])
    return found


def compare_window(source, build):
    said, written = options(told(build / "src" / "veche")), options(page(source, "veche")) - {"--gapplication-service"}
    completion = options((source / "data" / "veche.bash-completion").read_text())
    yield "veche: the page has the options of --help", [f"only in one: {name}" for name in sorted(said ^ written)]
    yield "veche: the completion has the options of --help", [f"only in one: {name}" for name in sorted(said ^ completion)]


def compare_cli(source, build):
    cli, text = build / "src" / "veche-cli", page(source, "veche-cli")
    every = commands(cli)
    blocks = {block.split("\n")[0].strip('"'): block for block in text.split("\n.SS ")[1:]}
    lost, said = [], options(told(cli))
    for words in every:
        name = " ".join(words)
        said |= options(told(cli, *words))
        if not any(title == name or title.startswith(name + " ") for title in blocks):
            lost.append(f"not in the page: {name}")
    lost += [f"not a command: {title}" for title in blocks if not any(title.startswith(" ".join(words)) for words in every)]
    yield "veche-cli: the page has every command and no other", lost or ([] if every else ["--help lists no command"])
    yield "veche-cli: the page has every option and no other", [f"only in one: {name}" for name in sorted(said ^ options(text))]


def completed(source, cli, *words):
    script = 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _veche_cli; printf "%s\\n" "${COMPREPLY[@]}"'
    return subprocess.run(["bash", "-c", script, str(source / "data" / "veche-cli.bash-completion"), str(cli), *words],
                          capture_output=True, text=True, env=ENV).stdout.split()


def compare_completion(source, build):
    cli = build / "src" / "veche-cli"
    every = commands(cli)
    if not shutil.which("bash"):
        return
    wrong = sorted({words[0] for words in every} ^ set(completed(source, cli, "")))
    for words in every:
        if len(words) == 2 and words[1] not in completed(source, cli, words[0], ""):
            wrong.append(" ".join(words))
        wrong += sorted(options(told(cli, *words)) - set(completed(source, cli, *words, "--")))
    yield "veche-cli: the completion offers what --help tells", [f"only in one: {name}" for name in wrong]


def main(source, build):
    results = [*compare_window(source, build), *compare_cli(source, build), *compare_completion(source, build)]
    print(f"1..{len(results)}")
    for number, (title, complaints) in enumerate(results, 1):
        for complaint in complaints:
            print("#", complaint)
        print("not ok" if complaints else "ok", number, title)
    return any(complaints for _, complaints in results)


sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
