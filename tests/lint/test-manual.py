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
import tempfile

ENV = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
NOT_OURS = {"--help-all", "--help-gapplication"}


KEPT = tempfile.TemporaryDirectory()   # what a program said once, and how it ended: the completion asks the same again


@functools.cache
def told(program, *words):
    done = subprocess.run([program, *words, "--help"], capture_output=True, text=True, env=ENV)
    kept = pathlib.Path(KEPT.name, " ".join([*words, "--help"]))
    if program.name == "veche-cli":
        kept.write_text(done.stdout)
        kept.with_name(kept.name + ".status").write_text(str(done.returncode))
    return done.stdout


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


# One shell for all lines: their words are parted by 0x1f, and what each completes to by lines of 0x1e.
SHELL = r"""
source "$0"; cli=$1; kept=$2
program () {
  local file="$kept/$*"
  [[ -e $file.status ]] || { "$cli" "$@" >"$file" 2>/dev/null; echo $? >"$file.status"; }
  printf '%s\n' "$(<"$file")"
  return "$(<"$file.status")"
}
while IFS=$'\x1f' read -ra typed; do
  COMP_WORDS=(program "${typed[@]:0:${#typed[@]} - 1}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
  _veche_cli
  printf '%s\n' "${COMPREPLY[@]}" $'\x1e'
done
"""


def completed(source, cli, lines):
    """For each line of words what the shell offers at its end."""
    typed = "".join("\x1f".join([*words, "."]) + "\n" for words in lines)
    said = subprocess.run(["bash", "-c", SHELL, str(source / "data" / "veche-cli.bash-completion"), str(cli), KEPT.name], input=typed,
                          capture_output=True, text=True, env=ENV, check=True).stdout
    return [set(part.split()) for part in said.split("\x1e")[:-1]]


def compare_completion(source, build):
    cli = build / "src" / "veche-cli"
    every = commands(cli)
    if not shutil.which("bash"):
        return
    wanted = [([""], {words[0] for words in every})]
    wanted += [([words[0], ""], {words[1]}) for words in every if len(words) == 2]
    wanted += [([*words, "--"], options(told(cli, *words))) for words in every]
    offered = completed(source, cli, [line for line, _ in wanted])
    assert len(offered) == len(wanted), "the shell ended early"
    wrong = sorted(wanted[0][1] ^ offered[0])
    for (line, words), some in zip(wanted[1:], offered[1:]):
        wrong += [f"{' '.join(line)} {word}" for word in sorted(words - some)]
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
