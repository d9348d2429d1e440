#!/usr/bin/env python3
# test-hostile.py: files made to do harm, given to the real veche-cli, each in a process of its own that is measured.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-hostile.py VECHE_CLI [NAME…]     TAP on stdout

Each file is refused in one line or read, with at most 150 MB and 10 s of processor time, and leaves no file behind.
"""
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

CLI = sys.argv[1]
MOST_MEGABYTES = 150
MOST_SECONDS = 10
CASES = []
REFUSED, READ, EITHER = 1, 0, None


def case(end, *args):
    """What makes the file; how the import ends; the import's arguments."""
    def note(function):
        CASES.append((function, end, args))
        return function
    return note


def blocks(file, text, times):
    block = (text * (1 + 65536 // max(len(text), 1)))[:65536 // len(text) * len(text) or len(text)]
    left = len(text) * times
    while left > 0:
        left -= file.write(block[:left])


# ---- tables

@case(REFUSED, "csv")
def sparse_2gb(path):
    """2 GB of nothing"""
    with open(path / "people.csv", "wb") as file:
        file.truncate(2 << 30)


@case(REFUSED, "csv")
def text_300mb(path):
    """300 MB of one letter"""
    with open(path / "people.csv", "wb") as file:
        file.write(b"name\n")
        blocks(file, b"a", 300 << 20)


@case(EITHER, "csv", "--dry-run")
def columns(path):
    """a million columns"""
    (path / "people.csv").write_bytes(b"name" + b",x" * 1000000 + b"\n" + b"a,b" * 1000000)


@case(EITHER, "csv", "--dry-run")
def unclosed(path):
    """a quote that never ends, over 20 MB"""
    (path / "people.csv").write_bytes(b'name,city\n"' + b"Anna,\n" * 3500000)


@case(EITHER, "csv", "--dry-run")
def quotes(path):
    """10 MB of quotes"""
    (path / "people.csv").write_bytes(b"name\n" + b'"' * (10 << 20))


@case(EITHER, "csv", "--dry-run")
def utf16(path):
    """half a pair of UTF-16, again and again"""
    (path / "people.csv").write_bytes(b"\xff\xfe" + "name\n".encode("utf-16-le") + b"\x00\xd8" * 2000000)


@case(EITHER, "csv", "--dry-run")
def lists(path):
    """a cell that lists a million tags"""
    (path / "people.csv").write_bytes(b"name,tags\nAnna,\"" + b"a;" * 1000000 + b"\"\n")


# ---- people

@case(EITHER, "vcard", "--dry-run")
def vcard_line(path):
    """a card whose note is a line of 20 MB"""
    (path / "people.vcf").write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nNOTE:" + b"a" * (20 << 20) + b"\r\nEND:VCARD\r\n")


@case(EITHER, "vcard", "--dry-run")
def vcard_folded(path):
    """a line folded a million times"""
    (path / "people.vcf").write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nNOTE:" + b"a\r\n " * 1000000 + b"\r\nEND:VCARD\r\n")


@case(EITHER, "vcard", "--dry-run")
def vcard_fields(path):
    """a card with 300,000 addresses"""
    (path / "people.vcf").write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\n" + b"".join(b"EMAIL:a%d@x.example\r\n" % i for i in range(300000)) + b"END:VCARD\r\n")


@case(EITHER, "vcard", "--dry-run")
def vcard_nested(path):
    """100,000 cards in each other"""
    (path / "people.vcf").write_bytes(b"BEGIN:VCARD\r\nFN:Anna\r\n" * 100000)


@case(EITHER, "jsonl", "--dry-run")
def people_deep(path):
    """a person of 200,000 brackets"""
    (path / "people.jsonl").write_bytes(b'{"name":"Anna","tags":' + b"[" * 200000 + b"]" * 200000 + b"}\n")


@case(EITHER, "jsonl", "--dry-run")
def people_keys(path):
    """a person of 300,000 keys"""
    (path / "people.jsonl").write_bytes(b'{"name":"Anna"' + b"".join(b',"k%d":1' % i for i in range(300000)) + b"}\n")


@case(EITHER, "jsonl", "--dry-run")
def people_text(path):
    """a name of 30 MB"""
    (path / "people.jsonl").write_bytes(b'{"name":"' + b"a" * (30 << 20) + b'"}\n')


# ---- conversations

def telegram(messages):
    return b'{"name":"Chat","type":"private_group","id":1,"messages":[' + messages + b"]}"


@case(READ, "telegram")
def telegram_cycle(path):
    """60,000 messages that answer each other in rings"""
    (path / "result.json").write_bytes(telegram(b",".join(
        b'{"id":%d,"type":"message","date":"2026-03-01T10:00:00","date_unixtime":"1772359200","from":"A","from_id":"user%d","reply_to_message_id":%d,"text":"x"}'
        % (i + 1, i % 7, (i + 1) % 60000 + 1 if i % 2 else i + 1) for i in range(60000))))


@case(EITHER, "telegram")
def telegram_deep(path):
    """a text of 200,000 brackets"""
    (path / "result.json").write_bytes(telegram(b'{"id":1,"type":"message","date_unixtime":"1772359200","from_id":"user1","text":' + b"[" * 200000 + b"]" * 200000 + b"}"))


@case(EITHER, "telegram")
def telegram_text(path):
    """a message of 40 MB"""
    (path / "result.json").write_bytes(telegram(b'{"id":1,"type":"message","date_unixtime":"1772359200","from":"A","from_id":"user1","text":"' + b"a" * (40 << 20) + b'"}'))


@case(EITHER, "telegram")
def telegram_pieces(path):
    """a message in 500,000 pieces"""
    (path / "result.json").write_bytes(telegram(b'{"id":1,"type":"message","date_unixtime":"1772359200","from":"A","from_id":"user1","text":['
                                                + b",".join([b'{"type":"bold","text":"a"}'] * 500000) + b"]}"))


@case(EITHER, "telegram-html")
def html_deep(path):
    """100,000 elements in each other"""
    (path / "messages.html").write_bytes(b'<html><body><div class="page_wrap"><div class="history"><div class="message default clearfix" id="message1"><div class="text">'
                                         + b"<b><div>" * 50000 + b"x")


@case(EITHER, "telegram-html")
def html_attributes(path):
    """a tag of a million attributes"""
    (path / "messages.html").write_bytes(b'<html><body><div class="page_wrap"><div class="history"><div class="message default clearfix" id="message1" '
                                         + b" ".join(b"a%d=1" % i for i in range(1000000)) + b">x")


@case(EITHER, "discord")
def discord_deep(path):
    """embeds of 200,000 brackets"""
    (path / "chat.json").write_bytes(b'{"guild":{"id":"1","name":"g"},"channel":{"id":"2","type":"GuildTextChat","name":"c"},"messages":[{"id":"3","type":"Default",'
                                     b'"timestamp":"2026-03-01T10:00:00+00:00","content":"x","author":{"id":"4","name":"a"},"embeds":' + b"[" * 200000 + b"]" * 200000 + b"}]}")


@case(READ, "discord")
def discord_cycle(path):
    """20,000 messages, each an answer to the next"""
    (path / "chat.json").write_bytes(b'{"guild":{"id":"1","name":"g"},"channel":{"id":"2","type":"GuildTextChat","name":"c"},"messages":[' + b",".join(
        b'{"id":"%d","type":"Reply","timestamp":"2026-03-01T10:00:00+00:00","content":"x","author":{"id":"4","name":"a"},"reference":{"messageId":"%d"}}'
        % (i + 1, (i + 1) % 20000 + 1) for i in range(20000)) + b"]}")


@case(READ, "jsonl")
def lines_cycle(path):
    """20,000 lines that answer each other in a ring"""
    (path / "talk.jsonl").write_text("".join(json.dumps({"at": "2026-03-01T10:00:00Z", "author_id": "1", "author": "a", "channel": "c", "id": str(i), "text": "x",
                                                         "reply_to": str((i + 1) % 20000)}) + "\n" for i in range(20000)))


# ---- archives

def bomb_zip(path, name, times):
    with zipfile.ZipFile(path / "export.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("users.json", '[{"id":"U1","name":"a"}]')
        pack.writestr("channels.json", '[{"id":"C1","name":"a"}]')
        with pack.open(name, "w", force_zip64=True) as file:
            file.write(b"[")
            for _ in range(times):
                file.write(b" " * (1 << 20))


@case(REFUSED, "slack")
def zip_bomb(path):
    """a gigabyte of blanks in one megabyte"""
    bomb_zip(path, "a/2026-01-01.json", 1024)


@case(REFUSED, "slack")
def zip_bomb_users(path):
    """the list of people is the bomb"""
    bomb_zip(path, "users.json", 512)


@case(EITHER, "slack")
def zip_entries(path):
    """100,000 empty days"""
    with zipfile.ZipFile(path / "export.zip", "w") as pack:
        pack.writestr("users.json", '[{"id":"U1","name":"a"}]')
        pack.writestr("channels.json", '[{"id":"C1","name":"a"}]')
        for i in range(100000):
            pack.writestr(f"a/{i:06}.json", "[]")


@case(REFUSED, "mastodon-archive")
def tar_bomb(path):
    """four gigabytes of zeros, packed once and told 256 times"""
    info = tarfile.TarInfo("outbox.json")
    info.size = 256 << 24
    head = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = zeros.compress(b"\0" * (1 << 24)) + zeros.flush()
    (path / "archive-20260301120000-ab.tar.gz").write_bytes(head.compress(info.tobuf(tarfile.GNU_FORMAT)) + head.flush() + packed * 256)


@case(REFUSED, "archive")
def workspace_bomb(path):
    """a workspace whose table is a bomb"""
    with zipfile.ZipFile(path / "all.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("manifest.json", '{"veche":"archive","version":1,"schema":2,"tables":[{"name":"member","rows":1,"sha256":"00"}]}')
        with pack.open("tables/member.jsonl", "w", force_zip64=True) as file:
            for _ in range(512):
                file.write(b" " * (1 << 20))


# What a process took includes what it was forked from: a small one starts it.
RUNNER = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
nothing = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nothing), 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def measure(arguments, folder):
    """How it ended, what it said, megabytes, seconds of the processor."""
    env = dict(os.environ, XDG_DATA_HOME=str(folder / "data"), HOME=str(folder), TZ="UTC", LC_ALL="C.UTF-8", TMPDIR=str(folder / "tmp"),
               DBUS_SESSION_BUS_ADDRESS="disabled:")
    done = subprocess.run([sys.executable, "-S", "-c", RUNNER, CLI, "--workspace", str(folder / "try.veche"), *arguments], env=env,
                          capture_output=True, text=True, errors="replace", check=True)
    code, megabytes, seconds = done.stdout.split()
    return int(code), done.stderr, float(megabytes), float(seconds)


def run(number, make, end, arguments):
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "in").mkdir()
        (folder / "tmp").mkdir()
        make(folder / "in")
        file = next((folder / "in").iterdir())
        measure(["init"], folder)
        code, said, megabytes, seconds = measure(["import", *([] if arguments[0] == "archive" else arguments[:1]), str(file), *arguments[1:]], folder)
        if end is not None and code != end or code not in (0, 1):
            wrong.append(f"ended with {code}")
        if code and (said.count("\n") != 1 or not said.startswith("veche-cli: ")):
            wrong.append("the error is not one line")
        if megabytes > MOST_MEGABYTES:
            wrong.append(f"took more than {MOST_MEGABYTES} MB")
        if seconds > MOST_SECONDS:
            wrong.append(f"took more than {MOST_SECONDS} s")
        if list((folder / "tmp").iterdir()):
            wrong.append(f"left {sorted(os.listdir(folder / 'tmp'))}")
        if measure(["check"], folder)[0] != 0:
            wrong.append("the workspace is damaged")
    print(f"{'not ok' if wrong else 'ok'} {number} {make.__name__}: {make.__doc__}: ended {code}, {megabytes:.0f} MB, {seconds:.1f} s", flush=True)
    for line in wrong + [said.strip()[:300]]:
        print(f"# {line}", flush=True)
    return not wrong


def main():
    cases = [one for one in CASES if not sys.argv[2:] or one[0].__name__ in sys.argv[2:]]
    passed = [run(n, *one) for n, one in enumerate(cases, 1)]
    print(f"1..{len(cases)}")
    return 0 if all(passed) else 1


sys.exit(main())
