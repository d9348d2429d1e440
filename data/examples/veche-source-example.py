#!/usr/bin/env python3
# veche-source-example.py: a source of your own for Veche, to be copied and changed.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guestbook as a platform.

Veche starts this program every few minutes, writes one line of JSON to its standard input and reads what it prints; see "man veche-cli", JSON
LINES.  Here the platform is a text file of which each line is "time TAB name TAB words"; in your copy, fetch() asks your platform instead.

In Veche: Sources, Connect a Source, Own Command, and as the command
    python3 /where/you/put/veche-source-example.py /path/of/guestbook.txt
Try it in a terminal first:
    echo '{"action": "fetch"}' | python3 veche-source-example.py guestbook.txt
"""
import json
import sys
import time

AT_ONCE = 500  # lines of one run; Veche keeps them before it asks for more


def say(**line):
    print(json.dumps(line, ensure_ascii=False))


def stop(status, words):
    """75: try later; 77: the key is not accepted; 65: it is wrong; the words are shown to the person."""
    print(words, file=sys.stderr)
    sys.exit(status)


def fetch(path, cursor):
    """Everything after the cursor, which is whatever we said last time: here, the number of lines that were read."""
    begin = int(cursor or 0)
    try:
        with open(path, encoding="utf-8") as book:
            lines = [line for line in book.read().split("\n")[:-1]]  # what is not finished by a line's end waits
    except FileNotFoundError:
        stop(75, f"The guestbook is not at {path}")
    for number, line in enumerate(lines[begin:begin + AT_ONCE], begin + 1):
        at, name, words = line.split("\t", 2)
        say(platform="guestbook", channel="Guestbook", id=str(number), at=at, author=name, text=words,
            for_us="question" if words.endswith("?") else None, out=name == "Veche")
    end = min(len(lines), begin + AT_ONCE)
    say(cursor=str(end), more=end < len(lines))


def send(path, reply):
    """Writes the reply, and says which id it has there."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    words = reply["text"].replace("\n", " ")
    with open(path, "a+", encoding="utf-8") as book:
        book.seek(0)
        number = len(book.read().split("\n"))
        book.write(f"{at}\tVeche\t{words}\n")
    say(sent={"id": str(number)})


def main():
    if len(sys.argv) != 2:
        stop(64, "usage: veche-source-example.py GUESTBOOK")
    order = json.loads(sys.stdin.readline() or "{}")
    if order.get("action") == "send":
        send(sys.argv[1], order["reply"])
    else:
        fetch(sys.argv[1], order.get("cursor"))


if __name__ == "__main__":
    main()
