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
import time
import zipfile
import zlib

CLI = sys.argv[1]
SANITIZED = b"__asan_init" in pathlib.Path(CLI).read_bytes()
MOST_MEGABYTES = 1500 if SANITIZED else 150       # the sanitizers keep what is freed, with a margin round each piece
MOST_SECONDS = 10        # on a machine that does the work below in USUAL seconds; more on one that is slower, or shares its cores
USUAL = 0.25
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


def monica(rest):
    return b'{"app_version":"4.0.0","account":{"data":[{"type":"contact","values":[' + rest


@case(REFUSED, "monica", "--dry-run")
def monica_deep(path):
    """a contact of 200,000 brackets"""
    (path / "account.json").write_bytes(monica(b'{"properties":{"first_name":"Anna","tags":' + b"[" * 200000 + b"]" * 200000 + b"}}]}]}}"))


@case(REFUSED, "monica", "--dry-run")
def monica_many(path):
    """nine million contacts of nothing"""
    (path / "account.json").write_bytes(monica(b"1," * 9000000 + b"1]}]}}"))


@case(EITHER, "monica", "--dry-run")
def monica_notes(path):
    """a contact with 60,000 notes"""
    note = b'{"created_at":"2020-01-01","properties":{"body":"a"}}'
    (path / "account.json").write_bytes(monica(b'{"properties":{"first_name":"Anna"},"data":[{"type":"note","values":[' + b",".join([note] * 60000) + b"]}]}]}]}}"))


@case(REFUSED, "monica", "--dry-run")
def monica_wrong(path):
    """a contact where nothing is what it should be, and an end that is missing"""
    (path / "account.json").write_bytes(monica(b'7,null,[],{"uuid":[],"properties":{"first_name":{},"tags":{"a":1},"birthdate":"x","is_partial":"1"},"data":{}}]}'))


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
    """20,000 messages that answer each other in rings"""
    (path / "result.json").write_bytes(telegram(b",".join(
        b'{"id":%d,"type":"message","date":"2026-03-01T10:00:00","date_unixtime":"1772359200","from":"A","from_id":"user%d","reply_to_message_id":%d,"text":"x"}'
        % (i + 1, i % 7, (i + 1) % 20000 + 1 if i % 2 else i + 1) for i in range(20000))))


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
    with zipfile.ZipFile(path / "export.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
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
    """30,000 empty days"""
    with zipfile.ZipFile(path / "export.zip", "w") as pack:
        pack.writestr("users.json", '[{"id":"U1","name":"a"}]')
        pack.writestr("channels.json", '[{"id":"C1","name":"a"}]')
        for i in range(30000):
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
    with zipfile.ZipFile(path / "all.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr("manifest.json", '{"veche":"archive","version":1,"schema":2,"tables":[{"name":"member","rows":1,"sha256":"00"}]}')
        with pack.open("tables/member.jsonl", "w", force_zip64=True) as file:
            for _ in range(512):
                file.write(b" " * (1 << 20))


# ---- workbooks

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def xlsx(path, pieces, strings=()):
    """A workbook of one sheet; what stands in it comes in pieces."""
    with zipfile.ZipFile(path / "people.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("xl/workbook.xml", f'<workbook {SPACE}><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
        pack.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
        with pack.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
        with pack.open("xl/sharedStrings.xml", "w", force_zip64=True) as file:
            file.write(b"<sst>")
            for piece in strings:
                file.write(piece)
            file.write(b"</sst>")


def ods(path, pieces, before=b""):
    with zipfile.ZipFile(path / "people.ods", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with pack.open("content.xml", "w", force_zip64=True) as file:
            file.write(before + b'<o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x"><t:table t:name="a">')
            for piece in pieces:
                file.write(piece)
            file.write(b"</t:table></o:document-content>")


ROW = b'<row><c t="inlineStr"><is><t>Anna</t></is></c><c t="inlineStr"><is><t>Kazan</t></is></c></row>'
NAMES = b'<row><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>city</t></is></c></row>'
ODS_ROW = b'<t:table-row><t:table-cell o:value-type="string"><x:p>name</x:p></t:table-cell><t:table-cell o:value-type="string"><x:p>city</x:p></t:table-cell></t:table-row>'


@case(REFUSED, "csv")
def xlsx_bomb(path):
    """a gigabyte of blanks in a sheet"""
    xlsx(path, [b"<worksheet>"] + [b" " * (1 << 20)] * 1024 + [b"</worksheet>"])


@case(REFUSED, "csv")
def xlsx_strings_bomb(path):
    """a shared string of half a gigabyte"""
    xlsx(path, [b"<worksheet/>"], [b"<si><t>"] + [b"a" * (1 << 20)] * 512 + [b"</t></si>"])


@case(REFUSED, "csv")
def xlsx_one_string(path):
    """ten million cells, all of one long shared string"""
    xlsx(path, [b"<worksheet><sheetData>"] + [b'<row><c t="s"><v>0</v></c></row>' * 1000] * 10000 + [b"</sheetData></worksheet>"],
         [b"<si><t>" + b"Anna " * 50000 + b"</t></si>"])


@case(REFUSED, "csv")
def xlsx_far(path):
    """20,000 rows with a cell in the last column"""
    xlsx(path, [b"<worksheet><sheetData>"] + [b'<row><c r="ALL1"><v>1</v></c></row>' * 1000] * 40 + [b"</sheetData></worksheet>"])


@case(EITHER, "csv", "--dry-run")
def xlsx_last_row(path):
    """a person in row 1,048,576"""
    xlsx(path, [b"<worksheet><sheetData>", NAMES, ROW.replace(b"<row>", b'<row r="1048576">'), b"</sheetData></worksheet>"])


@case(REFUSED, "csv")
def xlsx_entities(path):
    """a billion laughs"""
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    xlsx(path, [b'<!DOCTYPE worksheet [<!ENTITY a0 "ha">' + laughs + b"]><worksheet><sheetData><row><c><v>&a9;</v></c></row></sheetData></worksheet>"])


@case(REFUSED, "csv")
def xlsx_deep(path):
    """a million elements in each other"""
    xlsx(path, [b"<a>" * 1000000])


@case(REFUSED, "csv")
def xlsx_attributes(path):
    """a cell of 300,000 attributes"""
    xlsx(path, [b"<worksheet><sheetData><row><c " + b" ".join(b'a%d="1"' % i for i in range(300000)) + b"/></row></sheetData></worksheet>"])


@case(REFUSED, "csv")
def xlsx_cut(path):
    """half a workbook"""
    xlsx(path, [b"<worksheet><sheetData>", NAMES, ROW * 1000, b"</sheetData></worksheet>"])
    file = path / "people.xlsx"
    file.write_bytes(file.read_bytes()[:700])


@case(REFUSED, "csv")
def xlsx_foreign(path):
    """a zip of pictures"""
    with zipfile.ZipFile(path / "people.xlsx", "w") as pack:
        pack.writestr("1.jpg", b"x")


@case(READ, "csv", "--dry-run")
def ods_empty_rows(path):
    """ten million empty rows after the people, each of a million cells"""
    ods(path, [ODS_ROW, ODS_ROW.replace(b"name", b"Anna"), b'<t:table-row t:number-rows-repeated="10000000"><t:table-cell t:number-columns-repeated="1000000"/></t:table-row>'])


@case(REFUSED, "csv")
def ods_rows(path):
    """a person ten million times"""
    ods(path, [ODS_ROW, ODS_ROW.replace(b"name", b"Anna").replace(b"<t:table-row>", b'<t:table-row t:number-rows-repeated="10000000">')])


@case(REFUSED, "csv")
def ods_cells(path):
    """a cell ten million times"""
    ods(path, [ODS_ROW, b'<t:table-row><t:table-cell t:number-columns-repeated="10000000" o:value-type="string"><x:p>Anna</x:p></t:table-cell></t:table-row>'])


@case(REFUSED, "csv")
def ods_wide(path):
    """a thousand long cells in a row that comes again"""
    ods(path, [ODS_ROW, b'<t:table-row t:number-rows-repeated="100000"><t:table-cell t:number-columns-repeated="999" o:value-type="string"><x:p>' + b"Anna" * 5000
               + b"</x:p></t:table-cell></t:table-row>"])


@case(REFUSED, "csv")
def ods_entities(path):
    """an entity of its own"""
    ods(path, [ODS_ROW], b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')


def slowness():
    """How many times longer a known piece of work takes here than usual; at least 1."""
    began = time.process_time()
    sum(i * i for i in range(3000000))
    return max(1, (time.process_time() - began) / USUAL)


# What a process took includes what it was forked from: a small one starts it.
RUNNER = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (200, 200))
nothing = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nothing), 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def measure(arguments, folder):
    """How it ended, what it said, megabytes, seconds of the processor."""
    env = dict(os.environ, G_DEBUG="fatal-criticals", XDG_DATA_HOME=str(folder / "data"), HOME=str(folder), TZ="UTC", LC_ALL="C.UTF-8", TMPDIR=str(folder / "tmp"),
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
        if seconds > MOST_SECONDS and seconds > MOST_SECONDS * slowness():
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
