#!/usr/bin/env python3
# test-faults.py: big commands of the real veche-cli, killed at any moment, and with no room left on the disk.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-faults.py VECHE_CLI [ROUNDS]     TAP on stdout

Whatever happens: all of it or nothing, a whole workspace, and the same command goes through afterwards.
"""
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

CLI = sys.argv[1]
ROUNDS = int(sys.argv[2]) if sys.argv[2:] else 20
PEOPLE = 3000
PIECE = 200     # rows of a table that come in at a time
MEMBERS = "SELECT count(*) FROM member"
MERGED = "SELECT count(*) FROM member WHERE merged_into_id IS NOT NULL"
results = []


def say(name, wrong):
    results.append(not wrong)
    print(f"{'not ok' if wrong else 'ok'} {len(results)} {name}", flush=True)
    for line in wrong:
        print(f"# {line}", flush=True)


def command(folder, *args, room=None):
    """room: bytes that a file may have."""
    def limit():
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    env = dict(os.environ, XDG_DATA_HOME=str(folder / "data"), HOME=str(folder), TZ="UTC", LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="disabled:")
    return subprocess.Popen([CLI, "--workspace", str(folder / "try.veche"), *args], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, preexec_fn=limit)


def run(folder, *args, room=None):
    child = command(folder, *args, room=room)
    said = child.communicate(timeout=300)[1]
    return child.returncode, said


def good(folder, *args):
    code, said = run(folder, *args)
    if code:
        raise RuntimeError(f"{args}: {said}")


def count(folder, sql):
    file = folder / "try.veche"
    if not file.exists() or file.stat().st_size == 0:
        return 0
    with sqlite3.connect(file) as db:
        try:
            return db.execute(sql).fetchone()[0]
        except sqlite3.OperationalError:
            return 0    # killed before the first table stood


def fresh(start, work):
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(start, work)


def whole(now, before, after, piece):
    """Is it done or not begun; or, where work is done in pieces, whole as far as it goes?"""
    return now in (before, after) or (piece and before < now < after and (now - before) % piece == 0)


def goes_on(work, args, sql, before, after, wrong):
    """What is not done is done by doing it again; half of it is one gesture that can be taken back first."""
    now = count(work, sql)
    if now == after:
        return
    if now != before and random.random() < 0.5:
        good(work, "undo")
        if count(work, sql) != before:
            wrong.append(f"undo of a part: {count(work, sql)}")
    good(work, *args)
    if count(work, sql) != after:
        wrong.append(f"the second time: {count(work, sql)}")


def killed(name, start, work, args, sql, piece=0):
    """kill -9 at any moment"""
    fresh(start, work)
    before, began = count(work, sql), time.monotonic()
    good(work, *args)
    took, after = time.monotonic() - began, count(work, sql)
    wrong, seen = [], {}
    for _ in range(ROUNDS):
        fresh(start, work)
        child = command(work, *args)
        try:
            child.wait(random.uniform(0.02, took * 1.05))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.communicate()
        now = count(work, sql)
        seen[now] = seen.get(now, 0) + 1
        if not whole(now, before, after, piece):
            wrong.append(f"half done: {now}")
        goes_on(work, args, sql, before, after, wrong)
        if run(work, "check")[0]:
            wrong.append("the workspace is damaged")
    print(f"# {name}: {took:.1f} s, {before} → {after}, seen {seen}", flush=True)
    say(f"{name}, killed", wrong)


def full(name, start, work, args, sql, target=None, piece=0):
    """No room at several sizes: an error in a line, nothing lost, nothing left, and it goes on once there is room."""
    wrong, refused = [], 0
    fresh(start, work)
    before = count(work, sql)
    good(work, *args)
    after = count(work, sql)
    for room in (1 << 12, 1 << 16, 1 << 18, 1 << 19, 1 << 20):
        fresh(start, work)
        code, said = run(work, *args, room=room)
        refused += code == 1
        if code not in (0, 1) or code and (not said.startswith("veche-cli: ") or said.count("\n") != 1):
            wrong.append(f"{room}: ended with {code}: {said[:300]}")
        if code and not whole(count(work, sql), before, before if not piece else after, piece):
            wrong.append(f"{room}: {before} became {count(work, sql)}")
        if code and target is not None and (work / target).exists():
            wrong.append(f"{room}: half a file is left")
        if code:
            goes_on(work, args, sql, before, after, wrong) if piece else good(work, *args)
        if run(work, "check")[0]:
            wrong.append(f"{room}: the workspace is damaged")
    if not refused:
        wrong.append("there was always room")
    say(f"{name}, disk full ({refused} of 5 refused)", wrong)


def main():
    with tempfile.TemporaryDirectory() as name:
        base = pathlib.Path(name)
        none, empty, filled, work = (base / one for one in ("none", "empty", "filled", "work"))
        for folder in (none, empty, filled):
            folder.mkdir()
        table, pack = base / "people.csv", base / "all.zip"
        table.write_text("name,telegram,city,tags\n" + "".join(f"Человек {i},@chel_{i},Казань,хор\n" for i in range(PEOPLE)), encoding="utf-8")
        good(empty, "init")
        good(filled, "init")
        good(filled, "import", "csv", str(table))
        good(filled, "export", "archive", str(pack))
        with sqlite3.connect(filled / "try.veche") as db:
            two = [row[0] for row in db.execute("SELECT uid FROM member LIMIT 2")]

        killed("import of a table", empty, work, ("import", "csv", str(table)), MEMBERS, PIECE)
        killed("undo of it", filled, work, ("undo",), MEMBERS)
        killed("merge", filled, work, ("merge", *two), MERGED)
        killed("import of a workspace", none, work, ("import", "archive", str(pack)), MEMBERS)
        full("import of a table", empty, work, ("import", "csv", str(table)), MEMBERS, piece=PIECE)
        full("undo of it", filled, work, ("undo",), MEMBERS)
        full("export as CSV", filled, work, ("export", "csv", str(work / "out.csv")), MEMBERS, "out.csv")
        full("export of all", filled, work, ("export", "archive", str(work / "out.zip")), MEMBERS, "out.zip")
        full("import of a workspace", none, work, ("import", "archive", str(pack)), MEMBERS)
        print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
