#!/usr/bin/env python3
# test-cli.py: the real veche-cli on workspaces of its own: every command, what it prints, what it refuses.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-cli.py VECHE_CLI [NAME…]     TAP on stdout"""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

sys.dont_write_bytecode = True
from servers import Servers

CLI = sys.argv[1]
DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
CASES = []


def case(function):
    CASES.append(function)
    return function


class Failed(Exception):
    pass


def check(truth, *what):
    if not truth:
        raise Failed(" ".join(str(word) for word in what) or "not so")


def same(is_, wanted, what=""):
    check(is_ == wanted, what, "is", repr(is_)[:600], "not", repr(wanted)[:600])


class Workspace:
    """A folder of its own that is also the user's home for veche-cli."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = self.folder / "try.veche"
        self.env = dict(os.environ, XDG_DATA_HOME=str(self.folder / "data"), HOME=str(self.folder), TZ="UTC", LC_ALL="C.UTF-8",
                        DBUS_SESSION_BUS_ADDRESS="disabled:")

    def run(self, *args, status=0, stdin="", workspace=True):
        place = ["--workspace", str(self.file)] if workspace else []
        done = subprocess.run([CLI, *place, *args], input=stdin, capture_output=True, text=True, env=self.env, timeout=600, check=False)
        check(done.returncode == status, args, "ended with", done.returncode, "not", status, done.stdout[-300:], done.stderr[-600:])
        if status:
            same(done.stderr.count("\n"), 1, f"lines of error of {args}: {done.stderr!r}")
            check(done.stderr.startswith("veche-cli: "), done.stderr)
        return done.stdout if not status else done.stderr

    def lines(self, *args, **rest):
        return [json.loads(line) for line in self.run(*args, "--json", **rest).splitlines()]

    def one(self, *args, **rest):
        lines = self.lines(*args, **rest)
        same(len(lines), 1, f"lines of {args}")
        return lines[0]

    def sql(self, text):
        with sqlite3.connect(self.file) as db:
            return db.execute(text).fetchall()


@case
def usage(work):
    """wrong usage ends with 2 and one line"""
    check("Commands:" in work.run("--help", workspace=False))
    check("member add" in work.run("--help", workspace=False))
    check(re.match(r"veche-cli \d", work.run("--version", workspace=False)))
    check("--competency" in work.run("members", "--help"))
    work.run("init")
    check("match, add, list" in work.run("faq", status=2), "what follows it")
    check("examples" in work.run("rule", "fly", status=2), "what follows it")
    names = re.findall(r"^  ([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)?)(?= )", work.run("--help", workspace=False), re.M)
    check(len(names) > 150, names)
    same(sorted({name for name in names if names.count(name) > 1}), [], "one meaning each")
    check("overdue" in work.run("inbox", "--view", "nonsense", status=1), "the views that there are")
    for args in ([], ["fly"], ["faq", "add", "Где?"], ["members", "--bogus"], ["member"], ["member", "a", "b"], ["tag", "x"], ["log", "x", "call"], ["undo", "x"],
                 ["members", "--limit", "x"], ["inbox", "--state", "lost"], ["plan", "--quarter", "2026Q5"], ["event", "add", "x"],
                 ["source", "add", "icq", "--url", "https://a.example"], ["source", "add", "feed"], ["import", "telegram"]):
        work.run(*args, status=2)
    check("init" in work.run("members", status=1, workspace=False), "a missing workspace says how to make one")


@case
def workspaces(work):
    """init makes a private file; the default is the one changed last"""
    made = work.one("init", "--community", "Клуб")
    same(made["community"], "Клуб")
    same(os.stat(work.file).st_mode & 0o777, 0o600)
    same(work.sql("SELECT name FROM community"), [("Клуб",)])
    same(work.sql("SELECT count (*) FROM agenda"), [(3,)])
    work.run("init", "--community", "Другой")
    same(work.sql("SELECT name FROM community"), [("Клуб",)], "a second init")

    path = work.run("init", workspace=False).strip()
    check(path.startswith(str(work.folder / "data" / "veche")), path)
    work.run("member", "add", "Дома", workspace=False)
    same(work.run("members", workspace=False).split()[1], "Дома")

    other = work.folder / "other.txt"
    other.write_text("hello " * 1000)
    before = other.read_bytes()
    check(str(other) in work.run("--workspace", str(other), "members", status=1, workspace=False))
    same(other.read_bytes(), before)


@case
def members(work):
    """add, edit, find in either script, filter, archive"""
    work.run("init")
    yolkin = work.one("member", "add", "Юлия Ёлкина", "--identity", "telegram:@yolka", "--identity", "mastodon:@yolka@club.example",
                      "--tag", "python", "--stage", "newcomer", "--note", "любит кошек")
    same({key: yolkin[key] for key in ("name", "tags", "stage")}, {"name": "Юлия Ёлкина", "tags": ["python"], "stage": "newcomer"})
    same([(i["platform"], i["instance"], i["handle"]) for i in yolkin["identities"]],
         [("telegram", "", "yolka"), ("mastodon", "club.example", "yolka")])
    same(yolkin["notes"][0]["text"], "любит кошек")
    drozdov = work.run("member", "add", "Олег Дроздов").strip()

    for words in ("yolkin", "елкин", "ЁЛКИН", "yolka", "pyth", "кошек"):
        same([m["uid"] for m in work.lines("members", "--query", words)], [yolkin["uid"]], words)
    same([m["name"] for m in work.lines("members")], ["Олег Дроздов", "Юлия Ёлкина"], "ICU order")
    same(list(work.one("members", "--tag", "python")),
         ["uid", "name", "identities", "tags", "competencies", "joined", "last_seen", "stage"], "keys")
    same(work.lines("members", "--stage", "core"), [])
    same(len(work.lines("members", "--platform", "telegram")), 1)
    same(len(work.lines("members", "--limit", "1")), 1)

    work.run("member", "edit", "Олег Дроздов", "--name", "Олег Дрозд", "--city", "Тверь", "--archive")
    drozd = work.one("member", drozdov)
    same((drozd["name"], drozd["city"], drozd["archived"]), ("Олег Дрозд", "Тверь", True))
    same([m["uid"] for m in work.lines("members")], [yolkin["uid"]])
    same(len(work.lines("members", "--archived")), 2)
    work.run("member", "edit", drozdov, "--city", "")
    same(work.one("member", drozdov)["city"], None)
    work.run("member", "edit", drozdov, "--stage", "tired", status=2)
    work.run("member", "edit", drozdov, "--name", " ", status=2)
    check("already belongs to" in work.run("member", "edit", drozdov, "--identity", "telegram:Yolka", status=1))

    same(work.one("member", "@yolka@club.example")["uid"], yolkin["uid"])
    same(work.one("member", "yolka")["uid"], yolkin["uid"])
    check("There is no member" in work.run("member", "nobody", status=1))
    work.run("member", "add", "Юлия Ёлкина")
    check("fits several" in work.run("member", "Юлия Ёлкина", status=1))
    same(work.one("check")["ok"], True)


@case
def experts(work):
    """who can answer: reasons add up, fatigue, asks, declining; nothing is asked of the shy"""
    work.run("init")
    for name, city, level, *rest in (("Лариса", "Казань", "4"), ("Марк", "Москва", "5"), ("Тихая", "Казань", "5", "shy")):
        uid = work.run("member", "add", name, "--identity", f"telegram:@{len(name)}_{level}", "--city", city).strip()
        work.run("competency", uid, "Право", "--level", level, "--evidence", "читает договоры")
        if rest:
            with sqlite3.connect(work.file) as db:
                db.execute("UPDATE member SET do_not_mention = 1 WHERE uid = ?", (uid,))
    found = work.lines("experts", "Who knows about rental law in Kazan?")
    same([e["name"] for e in found], ["Лариса", "Марк"])
    for expert in found:
        same((list(expert), bool(expert["reasons"])), (["uid", "name", "score", "reasons", "mention"], True), "keys")
        same(sum(reason["points"] for reason in expert["reasons"]), expert["score"], "the sum")
        check(all(set(reason) == {"what", "points", "text"} and reason["text"] for reason in expert["reasons"]))
    same(found[0]["mention"], "@6_4")
    check("(never-asked)" in work.run("experts", "право"))
    same(len(work.lines("experts", "юрист нужен", "--limit", "1")), 1)
    same(work.lines("experts", "Как испечь хлеб?"), [])
    check("Тихая asked not to be mentioned" in work.run("experts", "право"))
    work.run("experts", status=2)
    work.run("experts", "право", "--for", "nobody", status=1)
    work.run("experts", "право", "--message", "x", status=1)

    uid = work.run("ask", "Лариса", "--question", "Проверишь договор?").strip()
    work.run("ask", "Лариса", "Марк", "--question", "И этот?", "--topic", "Право")
    same([(a["asked"]["name"], a["state"], a["competency"]) for a in work.lines("asks", "Марк")], [("Марк", "open", "Право")])
    tired = next(e for e in work.lines("experts", "право") if e["name"] == "Лариса")
    check("asked" in [reason["what"] for reason in tired["reasons"]] and "(later)" in work.run("experts", "право", "--for", "Марк"), tired)
    work.run("asks", "decline", uid)
    same([a["uid"] for a in work.lines("asks", "--state", "declined")], [uid])
    same(len(work.lines("asks", "--state", "all")), 3)
    work.run("ask", "Лариса", status=2)
    work.run("ask", "Лариса", "--question", "?", "--topic", "Вязание", status=1)
    work.run("asks", "drop", "x", status=1)


@case
def triage(work):
    """what comes first and why, views, owners, targets, hours and weights; all of it comes back by undo"""
    import datetime
    now = datetime.datetime.now(datetime.timezone.utc)
    said = [("Всем привет", 400, "vera"), ("@vera как вступить в клуб?", 0.5, "anna"), ("@vera ВЕРНИТЕ ДЕНЬГИ! Ужас, подам в суд", 3, "boris"),
            ("@vera спасибо за встречу, было здорово!", 30, "gleb"), ("@vera опять ничего не работает, отвратительно", 200, "boris")]
    export = work.folder / "said.jsonl"
    export.write_text("".join(json.dumps({"platform": "telegram", "channel": "Клуб", "id": str(i), "author": who, "author_id": who, "handle": who,
                                          "at": (now - datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ"), "text": text}) + "\n"
                              for i, (text, hours, who) in enumerate(said)), encoding="utf-8")
    work.run("init")
    work.run("import", "jsonl", str(export), "--me", "vera")

    def views():
        return {line["view"]: line["count"] for line in work.lines("inbox", "views")}

    first, *others = work.lines("inbox", "--view", "open")
    same(first["text"], said[2][0], "first")
    same((first["mood"], first["kind"], first["waiting_minutes"] in (180, 181), first["overdue"]), ("negative", "complaint", True, True))
    same(sum(reason["points"] for reason in first["reasons"]), first["priority"], "the lines are the sum")
    check({"negative", "complaint", "legal", "refund", "repeat", "overdue"} <= {reason["what"] for reason in first["reasons"]}, first)
    check(first["why"] and all(reason["text"] for reason in first["reasons"]), first)
    same([m["priority"] for m in others], sorted((m["priority"] for m in others), reverse=True))
    same({view: n for view, n in views().items() if n}, {"open": 4, "negative": 2, "questions": 1, "overdue": 3, "unanswered": 4, "praise": 1})
    same([m["text"] for m in work.lines("inbox", "--view", "praise")], [said[3][0]])
    same(len(work.lines("inbox", "--view", "open", "--mood", "negative", "--text", "суд")), 1)
    same(len(work.lines("inbox", "--view", "open", "--since", "0d", "--before", "0d")), 0)
    same(len(work.lines("inbox", "--view", "open", "--since", "30d")), 4)
    work.run("inbox", "--view", "open", "--since", "some day", status=2)
    work.run("inbox", "--view", "open", "--label", "Нет такой", status=1)
    work.run("inbox", "--view", "nothing", status=1)
    work.run("inbox", "--view", "open", "--state", "done", status=2)

    work.run("assign", first["uid"], "me", "--note", "до вечера", "--due", "2030-01-01")
    same([(m["owner"]["name"], m["owner_note"]) for m in work.lines("inbox", "--view", "mine")], [("vera", "до вечера")])
    check("staff" in work.run("assign", first["uid"], "gleb", status=1), "who may own")
    work.run("undo")
    same(views()["mine"], 0)

    work.run("targets", "set", "complaint", "600")
    same([m["overdue"] for m in work.lines("inbox", "--view", "negative")], [False, True], "ten hours are not over for the first")
    same(views()["overdue"], 2)
    work.run("undo")
    same(views()["overdue"], 3)
    work.run("hours", "set", "mon-fri 25:00-26:00", status=1)
    work.run("hours", "set", "mon 10:00-10:01")
    check(all(m["waiting_minutes"] <= 3 for m in work.lines("inbox", "--view", "open")), "the clock stands still")
    work.run("holiday", "add", "2027-01-01", "Новый год")
    same(work.one("hours"), {"hours": "mon 10:00-10:01", "zone": None, "holidays": ["2027-01-01"]})
    work.run("hours", "zone", "Nowhere/Town", status=1)
    work.run("hours", "zone", "Asia/Vladivostok")
    same(work.one("hours")["zone"], "Asia/Vladivostok")
    work.run("hours", "zone", "local")
    work.run("hours", "set", "always")
    work.run("weights", "set", "praise", "500")
    same(work.lines("inbox", "--view", "open")[0]["text"], said[3][0], "praise first")
    work.run("weights", "set", "praise", "default")
    work.run("inbox", "save", "Суд", "--view", "negative", "--text", "суд")
    same([m["text"] for m in work.lines("inbox", "--view", "суд")], [said[2][0]])
    same(work.lines("inbox", "views")[-1]["count"], 1)
    work.run("inbox", "forget", "Суд")
    same(work.one("answers")["waiting"]["under_4_hours"], 1)
    same([(line["what"], line["n"]) for line in work.lines("heat")], [])

    work.run("correct", first["uid"], "--mood", "positive", "--kind", "praise")
    same([m["text"] for m in work.lines("inbox", "--view", "negative")], [said[4][0]])
    work.run("mood", "off")
    same({(m["mood"], m["kind"]) for m in work.lines("inbox", "--view", "open")}, {(None, None)})
    same(work.one("check"), {"ok": True, "findings": []})


@case
def mood(work):
    """how a message sounds and why; what is corrected teaches, comes back by undo, and a switch turns it off"""
    said = json.loads(work.run("classify", "Опять не работает оплата, верните деньги!!!", "--json"))
    same((said["mood"], said["kind"], list(said)),
         ("negative", "complaint", ["mood", "kind", "confidence", "mood_confidence", "kind_confidence", "reasons"]))
    check("верните деньги" in [r["words"] for r in said["reasons"]] and 0 < said["confidence"] <= 1, said)
    same([json.loads(work.run("classify", text, "--json"))["kind"] for text in
          ("How do I join the next meetup?", "Thank you so much, brilliant talk!", "Предлагаю добавить тёмную тему",
           "Заработок от 5000 в день, пиши в лс", "доброе утро всем")], ["question", "praise", "idea", "spam", "talk"])
    check(work.run("classify", "").strip(), "nothing at all is judged, too")
    work.run("classify", status=2)
    work.run("init")
    export = work.folder / "said.jsonl"
    export.write_text('{"at": "2026-01-02T10:00:00Z", "author": "Анна", "author_id": "7", "channel": "c", "id": "1", "platform": "icq",'
                      ' "text": "Квазилось бы нам кубарем"}\n', encoding="utf-8")
    work.run("import", "jsonl", str(export))
    ((uid,),) = work.sql("SELECT uid FROM interaction WHERE text LIKE 'Квазилось%'")
    before = json.loads(work.run("classify", "--message", uid, "--json"))
    work.run("correct", uid, "--mood", "positive", "--kind", "praise")
    after = json.loads(work.run("classify", "Квазилось бы нам кубарем!", "--json"))
    same((after["mood"], after["kind"], after["reasons"][0]["what"]), ("positive", "praise", "same"))
    work.run("correct", uid, "--kind", "idea")
    after = json.loads(work.run("classify", "--message", uid, "--json"))
    same((after["mood"], after["kind"]), ("positive", "idea"), "said again, it changes")
    same(work.sql("SELECT count(*) FROM mood_correction"), [(1,)], "one row a message")
    work.run("undo")
    work.run("undo")
    same(json.loads(work.run("classify", "--message", uid, "--json")), before, "undone")
    work.run("correct", uid, "--mood", "angry", status=2)
    work.run("correct", uid, status=2)
    work.run("correct", "none", "--mood", "positive", status=1)
    work.run("mood", "off")
    check("turned off" in work.run("classify", "ура", status=1), "the switch")
    work.run("mood", "on")
    work.run("classify", "ура")


@case
def knowledge(work):
    """articles are added, found by a question, changed with their history, go out and come back the same; templates say what they lack"""
    work.run("init")
    uid = work.run("faq", "add", "Где вы находитесь?", "--body", "Ленина, 44", "--code", "adr", "--phrase", "адрес").strip()
    work.run("faq", "add", "Сколько стоит участие?", "--body", "Бесплатно")
    work.run("faq", "add", "Чат", "--kind", "link", "--body", "Где говорим", status=1)
    work.run("faq", "add", "Ещё", "--body", "x", "--code", "/Adr", status=1)
    work.run("faq", "add", "Ещё", "--body", "x", "--community", "Нигде", status=1)
    work.run("faq", "match", "адрес", "--community", "Нигде", status=1)
    (best,) = [json.loads(line) for line in work.run("faq", "match", "подскажите адресс", "--json").splitlines()]
    same((best["uid"], best["code"], best["sure"]), (uid, "adr", True))
    same(work.run("faq", "match", "кто выиграл вчера?"), "")
    work.run("faq", "edit", "/adr", "--body", "Ленина, 45")
    lines = [json.loads(line) for line in work.run("faq", "show", "adr", "--revisions", "--json").splitlines()]
    same((lines[0]["body"], lines[1]["body"]), ("Ленина, 45", "Ленина, 44"))
    for name in ("all.csv", "all.jsonl"):
        path = work.folder / name
        work.run("faq", "export", str(path))
        same(json.loads(work.run("faq", "import", str(path), "--json")), {"new": 0, "changed": 0, "same": 2, "wrong": 0}, name)
    table = work.folder / "new.csv"
    table.write_text("вопрос;ответ;вид\nСубботник;Убираем зал;glossary\nСколько стоит участие?;100 рублей;faq\nЧто?;;мем\n", encoding="cp1251")
    same(json.loads(work.run("faq", "import", str(table), "--dry-run", "--json")), {"new": 1, "changed": 1, "same": 0, "wrong": 1})
    same(len(work.run("faq", "list").splitlines()), 2, "only counted")
    work.run("faq", "import", str(table))
    work.run("undo")
    same(len(work.run("faq", "list").splitlines()), 2, "one gesture")
    work.run("faq", "add", "Привет", "--kind", "template", "--code", "hi", "--body", "{Имя}, здравствуйте! {Нечто} {событие}")
    anna = work.run("member", "add", "Анна Лебедева").strip()
    same([one["code"] for one in work.lines("template", "list")], ["hi"])
    same([one["code"] for one in work.lines("template")], ["hi"])
    said = json.loads(work.run("template", "render", "hi", "--for", anna, "--json"))
    same((said["text"], said["unknown"]), ("Анна, здравствуйте! {Нечто} {событие}", ["{Нечто}", "{событие}"]))
    work.run("template", "render", "hi", "--for", "nobody", status=1)
    same([json.loads(line)["what"] for line in work.run("tone", "вы и вам, но тебе", "--json").splitlines()], ["mixed"])
    same(work.run("faq", "candidates"), "")
    same([json.loads(line)["uid"] for line in work.run("search", "ленина", "--kind", "article", "--json").splitlines()], [uid])
    work.run("faq", "remove", "hi")
    work.run("faq", "show", "hi", status=1)
    same(len(work.run("template", "list").splitlines()), 0, "removed")


@case
def markdown(work):
    """articles go out as Markdown and come back the same, byte by byte; what a person writes by hand is read, what is wrong is named"""
    work.run("init")
    golden = DATA / "articles" / "club.md"
    same(json.loads(work.run("faq", "import", str(golden), "--json")), {"new": 5, "changed": 0, "same": 0, "wrong": 0})
    out = work.folder / "out.MD"
    work.run("faq", "export", str(out))
    want = {part.split("\n")[0]: part for part in ("\n" + golden.read_text(encoding="utf-8")).split("\n# ")[1:]}
    made = {part.split("\n")[0]: part for part in ("\n" + out.read_text(encoding="utf-8")).split("\n# ")[1:]}
    same({name: part.strip("\n") for name, part in made.items()}, {name: part.strip("\n") for name, part in want.items()})
    same(json.loads(work.run("faq", "import", str(out), "--json")), {"new": 0, "changed": 0, "same": 5, "wrong": 0}, "the second time")
    secret = json.loads(work.run("faq", "show", "Утечка данных", "--json").splitlines()[0])
    same(secret["body"], "```\nНезакрытая ограда\n\\# с чертой")
    same(secret["holding"], "Разбираемся.\n\nВернёмся до вечера.")
    hand = DATA / "articles" / "hand.md"
    same(json.loads(work.run("faq", "import", str(hand), "--json")), {"new": 1, "changed": 0, "same": 0, "wrong": 1})
    hello = json.loads(work.run("faq", "show", "hi", "--json").splitlines()[0])
    same((hello["kind"], hello["language"], hello["body"]), ("template", "ru", "{Имя}, здравствуйте!\n#хештег не заголовок"))
    work.run("undo")
    work.run("faq", "show", "hi", status=1)
    one = work.folder / "one.md"
    one.write_bytes("\ufeff---\r\ntitle: Правила\r\n---\r\n# Глава\r\nНе ругаться.\r\n".encode())
    work.run("faq", "import", str(one))
    same(json.loads(work.run("faq", "show", "Правила", "--json").splitlines()[0])["body"], "# Глава\nНе ругаться.")
    one.write_bytes(b"# \xff\xfe")
    check("UTF-8" in work.run("faq", "import", str(one), status=1))
    one.write_text("просто текст", encoding="utf-8")
    same(json.loads(work.run("faq", "import", str(one), "--json")), {"new": 0, "changed": 0, "same": 0, "wrong": 0})


@case
def dead_links(work):
    """the addresses of articles are asked for, one by one: good, dead, unsure; an address that was changed is not judged by the old one"""
    work.run("init")
    same(work.run("faq", "check"), "", "no link")
    with Servers() as servers:
        for name, path in (("Ведёт", "/feed.xml"), ("Коротко", "/headed"), ("Ушла", "/gone"), ("Заперта", "/secret")):
            work.run("faq", "add", name, "--kind", "link", "--url", servers.url + path)
        work.run("faq", "add", "Почта", "--kind", "link", "--url", "mailto:anna@club.example")
        work.run("faq", "add", "Нет такого", "--kind", "link", "--url", "http://127.0.0.1:1/x")
        said = {line["title"]: (line["state"], line["status"]) for line in work.lines("faq", "check", "--own")}
        same(said, {"Ведёт": ("good", 200), "Коротко": ("good", 200), "Ушла": ("dead", 410), "Заперта": ("unsure", 401), "Нет такого": ("unsure", 0)})
        check(all(row[0] for row in work.sql("SELECT at FROM article_link")), "dated")
        same(work.sql("SELECT count(*) FROM gesture WHERE kind = 'link'"), [(0,)], "nothing to undo")
        same({line["state"] for line in work.lines("faq", "check")}, {"unsure"}, "addresses of one's own network are left alone")
    work.run("faq", "remove", "Ушла")
    work.run("undo")
    same(len(work.sql("SELECT * FROM article_link")), 4)


@case
def rules(work):
    """a rule is tested on what is there, acts on what comes, and is taken back; noise goes at once"""
    work.run("init")
    export = work.folder / "said.jsonl"
    lines = ["Верните деньги за билет!", "Спасибо!", "Когда начало?", "+1"]
    now = datetime.datetime.now(datetime.timezone.utc)
    export.write_text("".join(json.dumps({"at": (now - datetime.timedelta(days=i + 1)).isoformat(), "author": f"А{i}", "author_id": str(i + 1),
                                          "channel": "c", "id": str(i), "platform": "icq", "text": text}) + "\n"
                              for i, text in enumerate(lines)), encoding="utf-8")
    work.run("import", "jsonl", str(export))
    with sqlite3.connect(work.file) as db:
        for i, at in db.execute("SELECT id, at FROM interaction").fetchall():
            db.execute("INSERT OR IGNORE INTO triage (uid, interaction_id, reason, at) VALUES (?, ?, 'mention', ?)", (f"t{i}", i, at))
    body = {"version": 1, "match": "all", "conditions": [{"field": "words", "op": "contains", "value": "верните деньги, refund"}],
            "then": [{"do": "label", "value": "деньги"}, {"do": "priority", "number": 30}]}
    file = work.folder / "rule.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    said = json.loads(work.run("rule", "test", str(file), "--json"))
    same((said["looked"], said["fits"], said["conflicts"], len(said["days"]), said["sample"][0]["text"]), (4, 1, 0, 90, lines[0]))
    same(work.sql("SELECT count(*) FROM gesture WHERE actor GLOB 'rule:*'"), [(0,)], "a test changes nothing")
    work.run("rule", "add", "Деньги", str(file))
    same(json.loads(work.run("rule", "list", "--json"))["on"], False)
    with sqlite3.connect(work.file) as db:
        db.execute("UPDATE triage SET ruled = 0 WHERE id = (SELECT max (id) FROM triage)")
    work.run("rule", "on", "деньги")
    same(json.loads(work.run("rule", "run", "--json")), {"acts": 0}, "what was there before is left alone")
    with sqlite3.connect(work.file) as db:
        db.execute("UPDATE triage SET ruled = 0")
    same(json.loads(work.run("rule", "run", "--json")), {"acts": 1})
    same(json.loads(work.run("rule", "run", "--json")), {"acts": 0}, "once")
    same(work.sql("SELECT b.points, l.name FROM triage_boost b JOIN triage t ON t.id = b.triage_id JOIN triage_label w ON w.triage_id = t.id JOIN label l ON l.id = w.label_id"), [(30, "деньги")])
    same(json.loads(work.run("rule", "acts", "Деньги", "--json"))["undone"], False)
    same(json.loads(work.run("rule", "undo", "Деньги", "--json")), {"undone": 1, "kept": 0})
    same(work.sql("SELECT count(*) FROM triage_label"), [(0,)])
    same(sorted(json.loads(line)["noise"] for line in work.run("noise", "--json").splitlines()), ["plus", "thanks"])
    same(json.loads(work.run("noise", "done", "--json")), {"done": 2})
    same(work.run("noise"), "")
    work.run("undo")
    same(len(work.run("noise").splitlines()), 2, "one undo for all")
    file.write_text('{"version": 1}', encoding="utf-8")
    work.run("rule", "test", str(file), status=1)
    empty = {"version": 1, "match": "all", "then": body["then"]}
    for condition, says in (({"person": {"version": 1, "match": "all", "conditions": []}}, "people says nothing"),
                            ({"field": "words", "op": "contains", "value": " , "}, "names none"), ({"field": "words", "op": "is", "value": "x"}, "in a way")):
        file.write_text(json.dumps({**empty, "conditions": [condition]}), encoding="utf-8")
        check(says in work.run("rule", "test", str(file), status=1), says)
    check("can't be read" in work.run("rule", "test", str(work.folder / "no.json"), status=1), "a file that is not there")
    check("can't be read" in work.run("rule", "test", str(work.folder), status=1), "a folder")
    file.write_text("x" * 70000, encoding="utf-8")
    check("too big" in work.run("rule", "test", str(file), status=1), "a big file")
    work.run("rule", "on", "none", status=1)
    work.run("rule", "remove", "Деньги")
    same(work.run("rule", "list"), "")
    check(len(work.run("rule", "examples").splitlines()) >= 4, "examples")


@case
def promises(work):
    """what a reply promises is found and dated; a promise is written down, kept, undone; a message is saved and labelled"""
    said = json.loads(work.run("promise", "find", "Здравствуйте! Уточню и вернусь до пятницы.", "--json"))
    same((said["words"], said["dated"]), ("Уточню и вернусь до пятницы", True))
    same(work.run("promise", "find", "Если узнаю, напишу"), "")
    work.run("init")
    export = work.folder / "said.jsonl"
    export.write_text('{"at": "2026-01-02T10:00:00Z", "author": "Анна", "author_id": "7", "channel": "c", "id": "1", "platform": "icq",'
                      ' "text": "Где список участников?"}\n', encoding="utf-8")
    work.run("import", "jsonl", str(export))
    ((message,),) = work.sql("SELECT uid FROM interaction")
    uid = json.loads(work.run("promise", "add", "Прислать список", "--due", "завтра", "--message", message, "--json"))["uid"]
    listed = json.loads(work.run("promise", "list", "--json"))
    same((listed["uid"], listed["member"]["name"], listed["text"], listed["kept"]), (uid, "Анна", "Прислать список", None))
    same(work.run("promise", "list", "--which", "due"), "", "not yet due")
    work.run("promise", "keep", uid)
    same(work.run("promise", "list"), "")
    work.run("undo")
    check(work.run("promise", "list").strip(), "undone")
    moved = json.loads(work.run("switches", "--json"))
    same((moved["days"], moved["enough"], moved["elsewhere"]["share"]), (14, False, None), "too few to say")
    check(work.run("switches"), "Too few to compare")
    work.run("switches", "--days", "500", status=2)
    work.run("promise", "add", "x", status=2)
    work.run("promise", "add", "x", "--due", "когда рак свистнет", status=2)
    work.run("promise", "keep", "none", status=1)
    work.run("save", message, "--as", "feedback")
    work.run("save", message, "--as", "feedback", status=1)
    saved = json.loads(work.run("saved", "--json"))
    same((saved["kind"], saved["title"], saved["member"]["name"]), ("feedback", "Где список участников?", "Анна"))
    work.run("save", message, "--as", "poem", status=2)
    kept = {line["what"]: line["text"] for line in work.lines("member", "words", "Анна")}
    same(sorted(kept), ["finding", "promise"])
    same(kept["promise"], "Прислать список")
    check("Где список участников?" in kept["finding"], kept)
    work.run("member", "words", "Никто", status=1)
    with sqlite3.connect(work.file) as db:
        db.execute("INSERT OR IGNORE INTO triage (uid, interaction_id, reason, at) SELECT 't1', id, 'mention', at FROM interaction")
    ((mention,),) = work.sql("SELECT uid FROM triage")
    work.run("label", mention, "Срочно")
    same(work.sql("SELECT count(*) FROM triage_label"), [(1,)])
    work.run("label", mention, "срочно", "--off")
    same(work.sql("SELECT count(*) FROM triage_label"), [(0,)])


@case
def harvest(work):
    """introductions become proposals, each once; accepted and rejected ones stay so; the board of needs and offers"""
    work.run("init")
    anna = work.run("member", "add", "Анна", "--identity", "telegram:@anna").strip()
    work.run("member", "add", "Boris Petrov", "--identity", "telegram:@boris")
    text = work.folder / "intro.txt"
    text.write_text("Анна: Привет! Я юрист из Казани, не программист. Ищу помещение на сорок человек.\n\n"
                    "@boris\nI'm a photographer. My brother is a lawyer. I can offer a hall for forty people.\n\nНекто: я повар\n", encoding="utf-8")
    found = work.lines("harvest", "--file", str(text), "--dry-run")
    same(sorted((f["member"]["name"], f["kind"], f["value"]) for f in found if f.get("kind") in ("competency", "city")),
         [("Boris Petrov", "competency", "Photo"), ("Анна", "city", "Казань"), ("Анна", "competency", "Юриспруденция")])
    check(all(f["quote"] in text.read_text(encoding="utf-8") for f in found if "quote" in f))
    same([f["unknown"] for f in found if "unknown" in f], ["Некто"])
    same(work.lines("proposals"), [])
    check("Некто" in work.run("harvest", "--file", str(text)))
    check("0 new" in work.run("harvest", "--file", str(text)))

    mine = {p["kind"]: p["uid"] for p in work.lines("proposals", "Анна")}
    work.run("proposals", "accept", mine["competency"], "--level", "4")
    work.run("proposals", "accept", mine["city"], mine["need"])
    profile = work.one("member", anna)
    same((profile["city"], profile["competencies"][0]["name"], profile["competencies"][0]["level"]), ("Казань", "Юриспруденция", 4))
    check("юрист" in profile["competencies"][0]["evidence"][0]["text"])
    boris = {p["kind"]: p["uid"] for p in work.lines("proposals", "@boris")}
    work.run("proposals", "reject", boris["competency"])
    work.run("proposals", "accept", boris["offer"])
    check("0 new" in work.run("harvest", "--file", str(text)))
    same(work.lines("proposals"), [])
    same(len(work.lines("proposals", "--state", "all")), 5)

    need = [w for w in work.lines("wishes", "--kind", "need") if w["member"]["name"] == "Анна"][0]
    work.run("wishes", "add", "Boris Petrov", "offer", "Помещение, сорок стульев")
    same([m["name"] for m in work.lines("wishes", "match", need["uid"])], ["Boris Petrov"])
    work.run("wishes", "met", need["uid"], "--by", "@boris")
    same([w["met_by"]["name"] for w in work.lines("wishes", "--state", "met")], ["Boris Petrov"])
    work.run("harvest", status=2)
    work.run("harvest", "--channel", "x", status=1)
    work.run("harvest", "--answers")
    work.run("proposals", "accept", "x", status=1)
    work.run("undo")
    same([w["state"] for w in work.lines("wishes", "Анна")], ["open"])
    same(work.one("check")["ok"], True)


@case
def labels(work):
    """tag, competency with evidence, log, timeline"""
    work.run("init")
    uid = work.run("member", "add", "Анна").strip()
    same(work.one("tag", uid, "+python", "+ops")["tags"], ["python", "ops"])
    same(work.one("tag", "Анна", "-python", "+Ops", "+h")["tags"], ["ops", "h"])
    same(work.one("tag", uid, "-h")["tags"], ["ops"], "a tag that looks like an option")
    work.run("tag", uid, "ops", status=2)

    work.run("competency", uid, "Ведение встреч", "--level", "4", "--evidence", "вела встречу в марте")
    known = work.one("member", uid)["competencies"][0]
    same((known["name"], known["level"]), ("Ведение встреч", 4))
    same(known["evidence"][0]["text"], "вела встречу в марте")
    check(STAMP.match(known["evidence"][0]["at"]), known)
    work.run("competency", uid, "ведение встреч", "--level", "5")
    same([c["level"] for c in work.one("member", uid)["competencies"]], [5], "the same in another case")
    same(len(work.lines("members", "--competency", "Ведение встреч")), 1)
    work.run("competency", uid, "x", "--level", "9", status=2)
    work.run("competency", uid, "x", status=2)
    work.run("competency", uid, "Ведение встреч", "--level", "0")
    same(work.one("member", uid)["competencies"], [])

    work.run("log", uid, "call", "говорили о встрече", "--at", "2026-03-01T12:00")
    work.run("log", uid, "note", "--", "-- с чёрточкой")
    work.run("log", uid, "fax", "x", status=2)
    work.run("log", uid, "call", "x", "--at", "вчера", status=2)
    line = work.lines("timeline", uid)
    same([i["kind"] for i in line], ["note", "call"])
    same(line[0]["text"], "-- с чёрточкой")
    same(line[1]["at"], "2026-03-01T12:00:00Z")
    same([i["kind"] for i in work.lines("timeline", uid, "--kind", "call")], ["call"])
    same(work.one("member", uid)["last_contact"], "2026-03-01T12:00:00Z")
    same(work.one("check")["ok"], True)


@case
def undo_and_journal(work):
    """undo, redo, journal, check across runs"""
    work.run("init")
    work.run("undo", status=1)
    uid = work.run("member", "add", "Анна").strip()
    work.run("tag", uid, "+python")
    same(work.one("undo")["undone"], "tag")
    same(work.one("member", uid)["tags"], [])
    same(work.one("redo"), {"redone": "tag", "subject": "Анна"})
    same(work.one("member", uid)["tags"], ["python"])
    work.run("undo")
    work.run("undo")
    work.run("member", uid, status=1)
    work.run("undo", status=1)
    work.run("redo")
    lines = work.lines("journal", uid)
    same(list(lines[0]), ["id", "at", "actor", "gesture", "kind", "object", "uid", "field", "before", "after"])
    check(all(STAMP.match(line["at"]) for line in lines))
    check(any(line["field"] == "name" and line["after"] == "Анна" for line in lines))
    same(len(work.lines("journal", "--limit", "2")), 2)
    same(work.one("check"), {"ok": True, "findings": []})

    # An undo that a kill cut short before its first piece: the next one goes on with it, and with nothing else.
    work.run("tag", uid, "+rust")
    tagged = work.sql("SELECT max(id) FROM gesture")[0][0]
    work.sql(f"UPDATE gesture SET state = 4 WHERE id = {tagged}")
    work.sql(f"INSERT INTO gesture (uid, at, actor, kind, subject, undoes, reached) SELECT 'cut', at, actor, kind, subject, id, {2 ** 63 - 1} FROM gesture WHERE id = {tagged}")
    same(work.one("undo")["undone"], "tag")
    same(work.one("member", uid)["tags"], [])
    same(work.one("redo")["redone"], "tag")
    same(work.one("member", uid)["tags"], ["rust"])

    work.sql("UPDATE member SET city = 'Тверь'")
    found = json.loads(subprocess.run([CLI, "--workspace", str(work.file), "check", "--json"], capture_output=True, text=True,
                                      env=work.env, check=False).stdout)
    same(found["ok"], False)
    check(uid in found["findings"][0], found)
    check("fault" in work.run("check", status=1))


@case
def second_process(work):
    """beside an open window: reading works, writing is refused in a sentence"""
    work.run("init")
    work.run("member", "add", "Анна")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(work.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        same(holder.stdout.readline(), "held\n")
        same(len(work.lines("members")), 1)
        for args in (["member", "add", "Борис"], ["undo"], ["sync"], ["import", "telegram", str(DATA / "telegram/single.json")]):
            check("close it there first" in work.run(*args, status=1), args)
    finally:
        holder.communicate("done\n", timeout=120)
    work.run("member", "add", "Борис")
    same(len(work.lines("members")), 2)


# An open file description lock, as a window of Veche holds it.
HOLD = """
import fcntl, os, struct, sys
fd = os.open(sys.argv[1] + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
fcntl.fcntl(fd, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
print("held", flush=True)
sys.stdin.readline()
"""


@case
def seeding(work):
    """the same seed gives the same people"""
    work.run("seed", "--members", "60", "--interactions", "300", "--seed", "7")
    first = [m["name"] for m in work.lines("members")]
    same(len(first), 60)
    work.file = work.folder / "again.veche"
    work.run("seed", "--members", "60", "--interactions", "300", "--seed", "7")
    same([m["name"] for m in work.lines("members")], first)
    people = work.lines("members")
    check(any(m["competencies"] for m in people) and any(m["tags"] for m in people) and all(m["identities"] for m in people))
    check(work.lines("inbox") and work.lines("plan"))
    same(work.one("check")["ok"], True)
    work.run("seed", "--members", "0", status=2)


@case
def importing(work):
    """import telegram: preview, import, again, undo, damage; import csv from a pipe"""
    export = str(DATA / "telegram/single.json")
    preview = work.one("import", "telegram", export, "--dry-run")
    same((preview["messages"] > 10, preview["new_people"] > 4, preview["dry_run"]), (True, True, True))
    check(not work.file.exists(), "a preview makes no workspace")

    counts = work.one("import", "telegram", export, "--me", "Вера Климова", "--my-handle", "@vera_mayak", "--community", "Маяк")
    check(counts["interactions"] > 15 and counts["people"] > 4 and counts["mentions"] > 0, counts)
    same(work.one("member", "Вера Климова")["me"], True)
    inbox = work.lines("inbox")
    same(list(inbox[0])[:9], ["uid", "source", "channel", "author", "at", "text", "url", "state", "due"], "keys")
    check(any("глянь договор" in mention["text"] for mention in inbox), inbox)
    check(all(STAMP.match(mention["at"]) and mention["author"]["name"] for mention in inbox))

    again = work.one("import", "telegram", export, "--me", "Вера Климова")
    same((again["interactions"], again["people"], again["mentions"]), (0, 0, 0), "a second time")
    same(work.one("check")["ok"], True)

    first = inbox[0]["uid"]
    same(work.one("done", first)["state"], "done")
    same([m["uid"] for m in work.lines("inbox", "--state", "done")], [first])
    same(work.one("reopen", first)["state"], "open")
    snoozed = work.one("snooze", first, "--until", "monday")
    same(snoozed["state"], "snoozed")
    check(STAMP.match(snoozed["snoozed_until"]))
    same([m["uid"] for m in work.lines("inbox", "--state", "snoozed")], [first])
    work.run("snooze", first, "--until", "2020-01-01", status=2)
    work.run("undo")
    same(len(work.lines("inbox")), len(inbox))
    check("No source is connected" in work.run("reply", first, "Да, конечно", status=1))
    work.run("done", "nothing", status=1)

    for name, word in (("damaged.json", "byte"), ("truncated.json", "byte"), ("foreign.json", ""), ("messages.html", ""), ("no-such", "")):
        check(word in work.run("import", "telegram", str(DATA / "telegram" / name), status=1), name)
    check("nobody" in work.run("import", "telegram", export, "--me", "@nobody_at_all", status=1).lower())
    same(work.one("check")["ok"], True)


@case
def archive(work):
    """export archive, import archive: out of one workspace, into an empty one, equal; never over another"""
    work.run("seed", "--members", "60", "--interactions", "300")
    zip_file = str(work.folder / "all.zip")
    same(work.one("export", "archive", zip_file)["archive"], zip_file)
    check(oct(os.stat(zip_file).st_mode)[-3:] == "600", "others may read it")
    check("not empty" in work.run("import", "archive", zip_file, status=1))
    members, journal = work.lines("members"), work.lines("journal", "--limit", "0")
    os.rename(work.file, work.folder / "old.veche")
    counts = work.one("import", "archive", zip_file)
    same((counts["members"], counts["interactions"]), (len(members), 300))
    same(work.lines("members"), members)
    same(work.lines("journal", "--limit", "0"), journal)
    same(work.one("check")["ok"], True)
    work.run("import", "archive", str(work.folder / "none.zip"), status=1)


@case
def deeds(work):
    """contributions, milestones: sums that add up"""
    work.run("import", "telegram", str(DATA / "telegram/single.json"), "--me", "Вера Климова")
    people = [m for m in work.lines("members") if m["name"] != "Вера Климова"]
    sums = [work.one("contributions", m["uid"], "--days", "20000") for m in people]
    check(any(s["talk"] for s in sums), sums)
    for s in sums:
        same(s["score"], 5 * s["help"] + 4 * s["made"] + 3 * s["feedback"] + s["talk"])
        check(s["thanked"] <= s["help"])
    firsts = work.lines("milestones", "--days", "20000")
    check(firsts and all(m["number"] == 1 and m["kind"] in ("messages", "first-help") and m["message"] for m in firsts), firsts)
    check(any(m["kind"] == "messages" for m in firsts), firsts)
    same(sorted(m["at"] for m in firsts)[::-1], [m["at"] for m in firsts], "newest first")
    same(work.lines("milestones", "--days", "1"), [])
    topics = work.lines("topics", "--days", "20000")
    check(all(t["people"] >= 1 and t["messages"] >= t["people"] and t["newest"] for t in topics), topics)
    same(topics, sorted(topics, key=lambda t: (-t["people"], -t["messages"])), "most people first")
    check(all("://" not in l["link"] for l in work.lines("links", "--days", "20000")))
    work.run("links", "--segment", "nobody", status=1)
    work.run("topics", "--days", "0", status=2)
    work.run("contributions", "nobody at all", status=1)
    work.run("contributions", people[0]["uid"], "--days", "0", status=2)


@case
def orbit(work):
    """A table with the names of Orbit's member properties (docs.orbit.love, Members) is read without a word, and twice is once"""
    table = str(DATA / "tables/orbit.csv")
    seen = work.run("import", "csv", table, "--dry-run")
    for column in ("name: name", "email: email", "github: handle:github", "discord: handle:discord", "company: organisation", "location: city",
                   "birthday: birthday", "tag_list: tags", "created_at: joined", "orbit_level: skip", "love: skip"):
        check(f"Column {column}\n" in seen, column, seen)
    work.run("import", "csv", table)
    work.run("import", "csv", table)
    same([m["name"] for m in work.lines("members")], ["Josh Example"])


@case
def savannah(work):
    """The members that Savannah writes (AllMembers.as_csv in SavannahHQ/Savannah) are read without a word, and twice is once"""
    table = str(DATA / "tables/savannah.csv")
    seen = work.run("import", "csv", table, "--dry-run")
    for column in ("Member: name", "Email: email", "Company: organisation", "Role: tags", "First Seen: joined", "Last Seen: skip", "Activity Count: skip",
                   "Tags: tags"):
        check(f"Column {column}\n" in seen, column, seen)
    work.run("import", "csv", table)
    same(work.one("import", "csv", table), {"added": 0, "updated": 0, "unchanged": 2, "left_out": 0})
    same(sorted(work.one("members", "--tag", "devrel")["tags"]), ["Community", "devrel", "founder"])


@case
def common_room(work):
    """A contact with the names of Common Room's interface (Contact, api.commonroom.io v2) is read without a word, and twice is once"""
    people = work.folder / "contacts.jsonl"
    people.write_text('{"id":"c_1","name":"Josh Example","primaryEmail":"josh@example.org","title":"Engineer","companyName":"Example Ltd",'
                      '"location":{"city":"Paris"},"profiles":[{"type":"github","value":"joshx"},{"type":"linkedin","value":"in/joshx"}],'
                      '"segments":[{"id":"s_1","name":"Champions"}],"leadScores":[]}\n', encoding="utf-8")
    plan = work.one("import", str(people), "--dry-run")
    same([(c["name"], c["field"]) for c in plan["columns"]],
         [("id", "skip"), ("name", "name"), ("primaryEmail", "email"), ("title", "headline"), ("companyName", "organisation"),
          ("location city", "city"), ("github", "handle:github"), ("linkedin", "handle:linkedin"), ("segments", "tags")])
    work.run("import", str(people))
    same(work.one("import", str(people)), {"added": 0, "updated": 0, "unchanged": 1, "left_out": 0})


@case
def common_room_table(work):
    """A table of contacts of Common Room: its own numbers and its customer's website are nobody's, and twice is once"""
    table = str(DATA / "tables/common-room.csv")
    seen = work.run("import", "csv", table, "--dry-run")
    for column in ("Contact ID: skip", "Full name: name", "Primary email: email", "Other emails: email", "Title: headline", "Organization: organisation",
                   "Company website: skip", "City: city", "Bio: note", "Segments: tags", "GitHub: handle:github", "X (Twitter): handle:twitter",
                   "First activity: joined", "Last activity: skip", "Impact points: skip", "Common Room URL: skip"):
        check(f"Column {column}\n" in seen, column, seen)
    work.run("import", "csv", table)
    same(work.one("import", "csv", table), {"added": 0, "updated": 0, "unchanged": 2, "left_out": 0})


@case
def grytics(work):
    """The members that Grytics counts (help.grytics.com, Members and Metrics): numbers are no notes, and Facebook's numbered profiles are apart"""
    table = str(DATA / "tables/grytics.csv")
    seen = work.run("import", "csv", table, "--dry-run")
    for column in ("id: skip", "name: name", "profile_url: handle:facebook", "joined_date: joined", "claimed_date: skip", "posts: skip", "comments: skip",
                   "engagement_score: skip", "people_reached: skip", "tags: tags"):
        check(f"Column {column}\n" in seen, column, seen)
    work.run("import", "csv", table)
    same(work.one("import", "csv", table), {"added": 0, "updated": 0, "unchanged": 4, "left_out": 0})
    same(sorted(i["handle"] for m in work.lines("members") for i in work.one("member", m["uid"])["identities"] if i["platform"] == "facebook"),
         ["100044556677889", "100044556677890", "100044556677891", "josh.example"])


@case
def monica(work):
    """An account of Monica: told by its contents, previewed, brought in whole, once, undone, refused when it is cut"""
    account = str(DATA / "monica/account.json")
    work.run("init")
    plan = work.one("import", account, "--dry-run")
    same((plan["format"], plan["rows"], plan["would_add"]), ("monica", 3, 3))
    same(work.lines("members"), [])
    for command in (["import", account], ["import", "monica", account]):
        same(work.one(*command), {"added": 3, "updated": 0, "unchanged": 0, "left_out": 0})
        same(work.one(*command), {"added": 0, "updated": 0, "unchanged": 3, "left_out": 0}, "again")
        maria = work.one("member", "maria@obzhig.example")
        same((maria["name"], maria["address_as"], maria["headline"], maria["city"], maria["birthday"], maria["joined"][:10], maria["origin"],
              maria["important"], [o["name"] for o in maria["organisations"]]),
             ("Мария Олеговна Котова", "Маша", "Керамист", "Казань", "1990-05-17", "2020-09-04", "Oliver Lee", True, ["Мастерская «Обжиг»"]))
        same(sorted(maria["tags"]), ["керамика, глина", "мастер"])
        same([(i["platform"], i["handle"]) for i in maria["identities"]],
             [("email", "maria@obzhig.example"), ("phone", "+7 917 000-00-01"), ("telegram", "maria_kot"), ("web", "https://obzhig.example/masha"),
              ("email", "maria.work@obzhig.example")])
        same([note["text"] for note in maria["notes"]],
             ["Ведёт керамику по средам", "2023-01-09: Вернулась из Суздаля", "2022-10-01: Осенний сход\nПили чай, лепили",
              "2022-02-11: Договорились о печи", "2021-12-12: Выставка", "2021-04-05: Хочет вести курс для детей.\nСпросить осенью."])
        oliver = work.one("member", "Oliver Lee")
        same((oliver["birthday"], oliver["do_not_contact"], len(oliver["notes"])), ("--02-29", False, 1))
        ken = work.one("member", "小林 健")
        same((ken["birthday"], ken["joined"], ken["do_not_contact"]), (None, None, True), "an age is no birthday")
        same(len(work.lines("members")), 3, "nobody who is only somebody's relation")
        work.run("undo")
        same(work.lines("members"), [])
    cut = work.folder / "cut.json"
    cut.write_bytes((DATA / "monica/account.json").read_bytes()[:5000])
    check("Monica" in work.run("import", str(cut), status=1))
    work.run("import", "vcard", account, status=1)
    same(work.one("check")["ok"], True)


@case
def stages(work):
    """stages: proposed, applied as one gesture, undone; nothing is left to say then"""
    work.run("seed", "--members", "80", "--interactions", "600")
    before = {m["uid"]: m["stage"] for m in work.lines("members")}
    moves = work.lines("stages")
    check(len(moves) > 5 and all(m["before"] != m["after"] for m in moves), moves)
    same({m["uid"]: m["stage"] for m in work.lines("members")}, before)
    same(len(work.lines("stages", "--apply")), len(moves))
    after = {m["uid"]: m["stage"] for m in work.lines("members")}
    check(all(after[m["uid"]] == m["after"] for m in moves))
    same(work.lines("stages"), [])
    same(work.one("undo")["undone"], "stage")
    same({m["uid"]: m["stage"] for m in work.lines("members")}, before)


@case
def attachments(work):
    """attach, attachments, attachment save: out as it went in, undone, private"""
    work.run("seed", "--members", "5", "--interactions", "5")
    who = work.lines("members")[0]["uid"]
    content = bytes(range(256)) * 9000
    (work.folder / "снимок.png").write_bytes(content)
    kept = work.one("attach", who, str(work.folder / "снимок.png"))
    same((kept["name"], kept["size"], kept["type"]), ("снимок.png", len(content), "image/png"))
    same([f["uid"] for f in work.lines("attachments", who)], [kept["uid"]])
    out = work.folder / "out.png"
    work.run("attachment", "save", kept["uid"], str(out))
    same(out.read_bytes(), content)
    work.run("undo")
    same(work.lines("attachments", who), [])
    work.run("redo")
    work.run("attachment", "save", kept["uid"], str(out))
    (work.folder / "empty").write_bytes(b"")
    work.run("attach", who, str(work.folder / "empty"), status=1)
    with open(work.folder / "huge", "wb") as huge:
        huge.truncate(26 * 1024 * 1024)
    check("25 MB" in work.run("attach", who, str(work.folder / "huge"), status=1))
    work.run("attach", who, str(work.folder / "none"), status=1)
    work.run("attachment", "save", "nothing", str(out), status=1)


@case
def erasing(work):
    """member all, member erase: told first, done on request, for good: no byte of the file tells of them, and no import brings them back"""
    def telegram(*texts):
        path = work.folder / f"{len(texts)}.jsonl"
        path.write_text("".join(json.dumps({"platform": "telegram", "channel": "Клуб", "id": str(i), "author": name, "author_id": who, "handle": who,
                                            "at": f"2026-01-02T10:0{i}:00Z", "text": text}, ensure_ascii=False) + "\n"
                                for i, (name, who, text) in enumerate(texts)), encoding="utf-8")
        return str(path)

    said = [("Вера", "vera", "Всем привет"), ("Ипполит Воробьянинов", "ippolit_v", "@vera где мои стулья?"),
            ("Лиза", "liza_k", "Спросите @ippolit_v: Ипполит Воробьянинов знает")]
    work.run("init")
    work.run("import", "jsonl", telegram(*said), "--me", "vera")
    uid = next(m["uid"] for m in work.lines("members") if m["name"].startswith("Ипполит"))
    work.run("log", uid, "call", "Ипполит Воробьянинов звонил")
    work.run("member", "edit", uid, "--headline", "Ипполит Воробьянинов, предводитель")
    everything = work.folder / "all.json"
    work.run("member", "all", uid, str(everything))
    kept = json.loads(everything.read_text(encoding="utf-8"))
    same((kept["member"][0]["name"], len(kept["interaction"]), len(kept["triage"]), oct(everything.stat().st_mode)[-3:]), (said[1][0], 2, 1, "600"))
    check(any("предводитель" in str(line.get("after")) for line in kept["journal"]), kept["journal"])
    everything.unlink()

    told = work.one("member", "erase", uid)
    same((told["erased"], told["accounts"], told["messages"], told["waiting"]), (False, 1, 1, 1))
    same(len(work.lines("members")), 3, "only told")
    done = work.one("member", "erase", uid, "--yes")
    same((done["erased"], done["named"] > 0), (True, True))
    names = [name.encode() for name in ("Ипполит", "Воробьянинов", "ippolit_v", "предводитель", "стулья")]
    same([name for name in names for path in work.folder.glob("try.veche*") if name in path.read_bytes()], [])
    same(work.sql("SELECT text FROM interaction ORDER BY at, id"), [("Всем привет",), (None,), ("Спросите @[…]: […] знает",)])
    same(work.one("check"), {"ok": True, "findings": []})
    work.run("member", "erase", uid, "--yes", status=1)
    work.run("member", "erase", "vera", "--yes", status=1)
    work.run("member", "erase", status=2)
    work.run("member", "all", "nobody", str(everything), status=1)

    work.run("import", "jsonl", telegram(*said, said[1]))
    table = work.folder / "people.csv"
    table.write_text("Имя,Telegram\nИпполит Воробьянинов,@Ippolit_V\nЛиза,@liza_k\n", encoding="utf-8")
    work.run("import", "csv", str(table))
    same(sorted(m["name"] for m in work.lines("members")), ["Вера", "Лиза"])
    same(work.sql("SELECT count (*) FROM interaction"), [(3,)])


@case
def import_stopped(work):
    """Ctrl+C stops an import; what stands is whole and is one gesture"""
    work.run("init")
    export = work.folder / "big.json"
    messages = [{"id": n, "type": "message", "date_unixtime": str(1700000000 + n * 60), "date": "2024-01-01T00:00:00", "from": f"Имя {n % 50}",
                 "from_id": f"user{n % 50}", "text": f"Сообщение {n}", "text_entities": []} for n in range(1, 60001)]
    export.write_text(json.dumps({"name": "Big", "type": "private_supergroup", "id": 77, "messages": messages}, ensure_ascii=False))
    running = subprocess.Popen([CLI, "--workspace", str(work.file), "import", "telegram", str(export)], env=work.env,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if work.sql("SELECT count (*) FROM interaction")[0][0] > 0:
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=600)
    same(running.returncode, 1)
    check("undo" in error, error)
    brought = work.sql("SELECT count (*) FROM interaction")[0][0]
    check(0 < brought < 60000, brought)
    same(work.one("check")["ok"], True)
    same(work.one("undo")["undone"], "import")
    same(work.sql("SELECT count (*) FROM interaction"), [(0,)])
    same(work.one("check")["ok"], True)


@case
def import_undone(work):
    """an import is one gesture"""
    work.run("init")
    uid = work.run("member", "add", "Сама по себе").strip()
    work.run("import", "telegram", str(DATA / "telegram/single.json"), "--me", "Вера Климова")
    same(work.one("undo")["undone"], "import")
    same([m["uid"] for m in work.lines("members")], [uid])
    same(work.lines("inbox"), [])
    same(work.one("check")["ok"], True)


@case
def planning(work):
    """plan, project add, event add"""
    work.run("init")
    uid = work.run("member", "add", "Анна").strip()
    empty = work.one("plan", "--quarter", "2027Q1")
    same((empty["quarter"], empty["project"], empty["events"]), ("2027Q1", None, []))
    project = work.one("project", "add", "Конференция", "--quarter", "2027Q1", "--goal", "Собрать сто человек", "--owner", "Анна",
                       "--starts", "2027-03-20")["uid"]
    event = work.one("event", "add", "Репетиция", "--starts", "2027-03-13T19:00", "--ends", "2027-03-13T21:00", "--tz", "Europe/Moscow",
                     "--place", "Библиотека", "--project", project)["uid"]
    full = work.one("plan", "--quarter", "2027Q1")
    same((full["project"]["uid"], full["project"]["goal"], full["project"]["status"]), (project, "Собрать сто человек", "planned"))
    same(full["project"]["owner"], {"uid": uid, "name": "Анна"})
    same([(e["uid"], e["starts"], e["at"], e["online"]) for e in full["events"]],
         [(event, "2027-03-13T19:00", "2027-03-13T16:00:00Z", False)])
    same(len(work.lines("plan")), 4)
    check("Конференция" in work.run("plan", "--quarter", "2027Q1"))
    work.run("event", "add", "x", "--starts", "когда-нибудь", status=2)
    work.run("event", "add", "x", "--starts", "2027-03-13T19:00", "--tz", "Луна", status=2)
    work.run("event", "add", "x", "--starts", "2027-03-13T19:00", "--ends", "2027-03-12T19:00", status=2)
    work.run("project", "add", "x", "--quarter", "next", status=2)
    work.run("project", "add", "x", "--owner", "nobody", status=1)
    same(work.one("check")["ok"], True)


@case
def a_quarter(work):
    """a quarter from a template: slots, tasks that follow the day, invitations; undo of each"""
    work.run("init")
    anna = work.run("member", "add", "Анна").strip()
    work.run("competency", anna, "Тексты", "--level", "4")
    same(work.run("kind", "defaults", "--language", "ru"), "")
    codes = {(t["subject"], t["code"]) for t in work.lines("kind", "list")}
    check({("project", "conference"), ("project", "articles"), ("project", "own"), ("event", "webinar")} <= codes, codes)
    work.run("kind", "defaults", "--language", "ru")
    same({(t["subject"], t["code"]) for t in work.lines("kind", "list")}, codes, "a second time")

    project = work.one("project", "add", "Осенняя конференция", "--quarter", "2027Q1", "--kind", "conference", "--starts", "2027-03-20",
                       "--goal", "120 гостей", "--measure", "Сколько пришло")["uid"]
    plan = work.one("plan", "--quarter", "2027Q1")
    slots = plan["project"]["slots"]
    same([s["needed"] for s in slots], [2, 8, 1, 2, 1, 5])
    same([s["competency"] for s in slots], [None, None, None, "Тексты", None, None])
    tasks = work.lines("task", "list", "--project", project)
    same((tasks[0]["due"], tasks[0]["shift"], len(tasks[0]["items"])), ("2027-01-04", -75, 3))
    same([t["due"] for t in tasks], sorted(t["due"] for t in tasks))

    slot = next(s["uid"] for s in slots if s["competency"])
    work.run("slot", "invite", slot, "Анна", "--platform", "telegram", "--text", "Возьмёшься?")
    same([(i["member"]["name"], i["state"]) for i in work.lines("slot", "invitations", slot)], [("Анна", "invited")])
    work.run("slot", "answer", slot, "Анна", "accepted")
    same([s["filled"] for s in work.one("plan", "--quarter", "2027Q1")["project"]["slots"]], [0, 0, 0, 1, 0, 0])
    work.run("slot", "answer", slot, "Анна", "declined")
    same([s["filled"] for s in work.one("plan", "--quarter", "2027Q1")["project"]["slots"]], [0, 0, 0, 0, 0, 0])
    work.run("undo")
    same([(s["filled"], s["invited"]) for s in work.lines("slot", "list", "--project", project) if s["uid"] == slot], [(1, 0)])
    work.run("undo")
    same([(s["filled"], s["invited"]) for s in work.lines("slot", "list", "--project", project) if s["uid"] == slot], [(0, 1)])
    work.run("undo")
    same(work.lines("slot", "invitations", slot), [])
    # Who takes it no longer: the place is free, and why stays on record; one undo brings both back.
    seats = lambda: [(s["filled"], s["invited"], s["declined"]) for s in work.lines("slot", "list", "--project", project) if s["uid"] == slot]
    work.run("slot", "leave", slot, "Анна", status=1)
    work.run("slot", "answer", slot, "Анна", "accepted")
    work.run("slot", "leave", slot, "Анна", "--reason", "Уехала до января")
    same((seats(), [(i["state"], i["reason"]) for i in work.lines("slot", "invitations", slot)]), ([(0, 0, 1)], [("declined", "Уехала до января")]))
    work.run("undo")
    same(seats(), [(1, 0, 0)])
    work.run("slot", "leave", slot, "Анна", "--withdrawn")
    same((seats(), [(i["state"], i["reason"]) for i in work.lines("slot", "invitations", slot)]), ([(0, 0, 0)], [("withdrawn", None)]))
    check("Анна" in [c["name"] for c in work.one("candidates", slot)["candidates"]], "whom we did without can be asked again")
    work.run("slot", "invite", slot, "Анна")
    work.run("slot", "leave", slot, "Анна", "--withdrawn", "--reason", "Нашли другого")
    same(seats(), [(0, 0, 0)])
    work.run("project", "leave", project, "Анна", status=1)
    for _ in range(4):
        work.run("undo")
    same(work.lines("slot", "invitations", slot), [])
    extra = work.one("slot", "add", project, "--competency", "Тексты", "--level", "3", "--needed", "2", "--hours", "5")["uid"]
    same([(s["title"], s["level"], s["hours"]) for s in work.lines("slot", "list", "--open") if s["uid"] == extra], [("Тексты", 3, 5)])
    work.run("slot", "add", project, status=2)
    work.run("slot", "add", project, "--competency", "Танцы", status=1)
    work.run("slot", "answer", slot, "Анна", "maybe", status=2)
    work.run("slot", "invite", "nowhere", "Анна", status=1)

    work.run("project", "done", project, "--keep", "Запись докладов", "--alter", "Раньше открыть регистрацию")
    same([(p["status"], p["keep"], p["tasks_done"]) for p in work.lines("project", "list")], [("done", "Запись докладов", 0)])
    work.run("undo")
    same([(p["status"], p["keep"]) for p in work.lines("project", "list", "--quarter", "2027Q1")], [("planned", None)])
    work.run("project", "add", "x", "--kind", "wedding", status=1)
    same(work.one("check")["ok"], True)


@case
def what_a_project_has(work):
    """budget, partners, documents, risks, decisions; a quarter that opens with what was learnt; undo"""
    work.run("init")
    work.run("member", "add", "Анна")
    project = work.one("project", "add", "Конференция", "--quarter", "2026Q4", "--owner", "Анна")["uid"]
    event = work.one("event", "add", "Прогулка", "--starts", "2026-12-13T19:00")["uid"]

    work.run("budget", "add", project, "Зал", "--planned", "1250.5", "--spent", "100", status=1)
    hall = work.one("budget", "add", project, "Зал", "--planned", "1250.5", "--spent", "100", "--currency", "EUR", "--who", "Библиотека")["uid"]
    work.run("budget", "add", project, "Билеты", "--planned", "9000", "--income")
    same([(b["uid"] == hall, b["kind"], b["planned"], b["spent"], b["currency"], b["who"]) for b in work.lines("budget", "list", project)],
         [(True, "cost", 125050, 10000, "EUR", "Библиотека"), (False, "income", 900000, 0, "EUR", None)])
    check("--currency" in work.run("budget", "add", event, "x", "--planned", "1", "--currency", "", status=1), "says how to name the currency")
    # Sums are whole hundredths: neither the greatest nor the smallest loses any.
    for title, sum_ in (("Много", "1000000000000.01"), ("Копейка", "0.01")):
        work.run("budget", "add", project, title, "--planned", sum_)
    check(["0.00/1000000000000.01 EUR", "0.00/0.01 EUR"] == re.findall(r"0\.00/\S+ EUR(?=  [МК])", work.run("budget", "list", project)), work.run("budget", "list", project))
    work.run("undo")
    work.run("undo")
    shown = work.one("project", "show", project)
    same((shown["quarter"], shown["owner"]["name"], shown["slots"], shown["team"]), ("2026Q4", "Анна", [], []))
    work.run("project", "show", "nowhere", status=1)
    for wrong in ("12,5", "1e3", "-1", "1.234", ".5", "10000000000000", "nan"):
        work.run("budget", "add", project, "x", f"--planned={wrong}", status=2)

    work.run("partner", "add", event, "Типография", "--role", "sponsor", "--status", "asked", "--contact", "Анна", "--gives", "Афиши")
    same([(p["organisation"], p["role"], p["status"], p["contact"]["name"]) for p in work.lines("partner", "list", event)],
         [("Типография", "sponsor", "asked", "Анна")])
    work.run("link", "add", project, "https://example.org/plan")
    work.run("link", "add", project, "javascript:alert(1)", status=1)
    same([(link["title"], link["kind"]) for link in work.lines("link", "list", project)], [("https://example.org/plan", "document")])
    work.run("risk", "add", project, "Дождь", "--chance", "3", "--harm", "1")
    work.run("risk", "add", project, "Зал закроют", "--harm", "3", "--owner", "Анна", "--answer", "Запасное место")
    same([r["title"] for r in work.lines("risk", "list", project)], ["Зал закроют", "Дождь"])
    work.run("decision", "add", project, "Без записи", "--why", "Дорого", "--day", "2026-11-20")
    same([(d["day"], d["why"]) for d in work.lines("decision", "list", project)], [("2026-11-20", "Дорого")])
    work.run("decision", "list", "nowhere", status=2)
    work.run("undo")
    same(work.lines("decision", "list", project), [])

    work.run("project", "done", project, "--keep", "Чай\nАфиши", "--alter", "Начать раньше", "--drop", "Музыку")
    following = work.one("project", "next", project, "Сайт")["uid"]
    same([(p["quarter"], p["status"]) for p in work.lines("project", "list") if p["uid"] == following], [("2027Q1", "idea")])
    same(sorted(d["text"] for d in work.lines("decision", "list", following)), ["Афиши", "Чай"])
    same([t["title"] for t in work.lines("task", "list", "--project", following)], ["Начать раньше"])
    work.run("undo")
    same([p["uid"] for p in work.lines("project", "list")], [project])
    same(work.one("check")["ok"], True)


@case
def candidates(work):
    """who could take a slot, and why; who is left out"""
    work.run("init")
    people = {name: work.run("member", "add", name).strip() for name in ("Анна", "Борис", "Вера", "Глеб", "Дима")}
    for name, level in (("Анна", 4), ("Борис", 4), ("Вера", 2), ("Глеб", 5)):
        work.run("competency", people[name], "Тексты", "--level", str(level), "--evidence", f"{name} пишет")
    first = work.one("project", "add", "Первый", "--quarter", "2027Q1", "--owner", "Дима")["uid"]
    other = work.one("slot", "add", first, "--competency", "Тексты")["uid"]
    work.run("slot", "done", other, "Анна")
    work.run("task", "add", "Написать", "--owner", "Анна", "--due", "2027-01-01")
    second = work.one("project", "add", "Второй", "--quarter", "2027Q2", "--starts", "2027-05-10")["uid"]
    slot = work.one("slot", "add", second, "--competency", "Тексты", "--level", "3")["uid"]
    work.run("event", "add", "Поход", "--starts", "2027-05-10T12:00")
    busy = work.lines("event", "list", "--since", "2027-05-10", "--until", "2027-05-11")[0]["uid"]
    work.run("event", "guest", busy, "Глеб", "--status", "accepted")

    found = work.one("candidates", slot)
    same([c["name"] for c in found["candidates"]], ["Борис", "Анна", "Глеб", "Вера"])
    reasons = {c["name"]: {r["kind"]: r["points"] for r in c["reasons"]} for c in found["candidates"]}
    check({"slots", "tasks", "asked"} <= set(reasons["Анна"]) and reasons["Анна"]["slots"] < 0, reasons["Анна"])
    check(reasons["Глеб"]["busy"] == -25 and reasons["Вера"]["below"] == -10 and "evidence" in reasons["Борис"], reasons)
    same([c["score"] for c in found["candidates"]], [sum(reasons[c["name"]].values()) for c in found["candidates"]], "the score is the sum of its reasons")

    work.run("slot", "invite", slot, "Борис")
    found = work.one("candidates", slot, "--limit", "1")
    same(([c["name"] for c in found["candidates"]], [(c["name"], c["state"]) for c in found["left_out"]]), (["Анна"], [("Борис", "invited")]))
    work.run("slot", "answer", slot, "Борис", "silent")
    check("silent" in [r["kind"] for c in work.one("candidates", slot)["candidates"] if c["name"] == "Борис" for r in c["reasons"]])
    work.run("slot", "done", slot, "Борис")
    same([(c["name"], c["state"]) for c in work.one("candidates", slot)["left_out"]], [("Борис", "in")])
    anybody = work.one("slot", "add", second, "--title", "Помощь")["uid"]
    same(len(work.one("candidates", anybody)["candidates"]), 5)
    check("Анна" in work.run("candidates", slot))
    work.run("candidates", "nowhere", status=1)


@case
def alarms(work):
    """what in the plan should worry somebody today"""
    work.run("init")
    today = datetime.date.today()
    quarter = f"{today.year}Q{(today.month - 1) // 3 + 1}"

    def kinds():
        return {a["kind"]: a for a in work.one("plan", "--quarter", quarter)["alarms"] if a["kind"] != "agenda"}

    same(set(kinds()), {"empty-quarter"})
    work.run("project", "add", "Может быть", "--status", "idea")
    same(kinds()["empty-quarter"]["n"], 1)
    work.run("kind", "defaults")
    soon = today + datetime.timedelta(days=5)
    project = work.one("project", "add", "Дело", "--quarter", quarter, "--kind", "conference", "--starts", str(soon))["uid"]
    found = kinds()
    same(set(found), {"slot", "step", "tasks"})
    same((found["slot"]["days"], found["slot"]["urgent"], found["slot"]["project"]), (5, True, project))
    check(found["step"]["days"] < 0 and found["tasks"]["n"] > 5, found)
    work.run("project", "done", project)
    same(set(kinds()), set())
    work.run("event", "add", "Чай", "--starts", f"{today + datetime.timedelta(days=1)}T19:00")
    check("no-host" in {a["kind"] for plan in work.lines("plan") for a in plan["alarms"]})


@case
def agendas(work):
    """the balance of the agendas: by words, by hand, by events"""
    work.run("init")
    now = datetime.datetime.now(datetime.timezone.utc)
    lines = [json.dumps({"id": str(n), "at": (now - datetime.timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%SZ"), "channel": "Чат", "author": "Анна",
                         "text": text}, ensure_ascii=False)
             for n, text in ((1, "Кто читал про базы данных?"), (2, "Как назвать нашу базу?"), (3, "Пьём чай в субботу"), (4, "Просто так"))]
    chat = work.folder / "chat.jsonl"
    chat.write_text("\n".join(lines) + "\n")
    work.run("import", "jsonl", str(chat))

    def shares():
        return {a["name"]: (a["share"], a["messages"], a["events"], a["state"]) for a in work.lines("agenda")}

    same(shares(), {name: (0, 0, 0, "missing") for name in ("Outside topic", "Inner life", "Common work")})
    work.run("agenda", "rule", "Outside topic", "--word", "база")
    same(shares()["Outside topic"], (100, 2, 0, "high"))
    work.run("agenda", "rule", "Inner life", "--word", "чай")
    same({name: share[:2] for name, share in shares().items()}, {"Outside topic": (67, 2), "Inner life": (33, 1), "Common work": (0, 0)})
    check("agenda" in {a["kind"] for plan in work.lines("plan") for a in plan["alarms"]})
    message = next(i["uid"] for i in work.lines("timeline", "Анна") if "назвать" in (i["text"] or ""))
    work.run("agenda", "mark", message, "Common work")
    same({name: share[1] for name, share in shares().items()}, {"Outside topic": 1, "Inner life": 1, "Common work": 1})
    work.run("undo")
    same(shares()["Outside topic"][1], 2)
    work.run("agenda", "mark", message, "none")
    same(shares()["Outside topic"][1], 1)
    yesterday = (now - datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    work.run("event", "add", "Сбор", "--starts", yesterday, "--tz", "UTC", "--agenda", "Common work")
    common = next(a for a in work.lines("agenda", "--weeks", "2") if a["name"] == "Common work")
    same((common["share"], common["events"], [t["text"] for t in common["topics"]], common["weeks"]), (50, 1, ["Сбор"], [0, 1]))
    same([r["word"] for r in work.lines("agenda", "rules")], ["база", "чай"])
    work.run("agenda", "rule", "Outside topic", "--word", "база", status=1)
    work.run("agenda", "rule", "Nothing", "--word", "x", status=2)
    work.run("agenda", "rule", "Outside topic", status=2)
    same(work.one("check")["ok"], True)


@case
def effect(work):
    """what an event did to those who came, against others like them"""
    work.run("init")
    end = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=40)
    lines = []

    def said(who, n, day, answers=None):
        for i in range(n):
            at = end + datetime.timedelta(days=day, minutes=len(lines))
            lines.append({"id": str(len(lines)), "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "channel": "Чат", "author": who, "author_id": who,
                          "text": f"слово {i}", **({"reply_to": answers} if answers else {})})

    said("Старожил", 1, -100)
    for i in range(24):
        said(f"Гость {i:02}", 1, -100)
        said(f"Гость {i:02}", 4, -10)
        said(f"Гость {i:02}", 10 + i % 3 if i < 12 else 5, 10, "0")
    chat = work.folder / "chat.jsonl"
    chat.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n")
    work.run("import", "jsonl", str(chat))
    event = work.one("event", "add", "Встреча", "--starts", end.strftime("%Y-%m-%dT%H:%M"), "--tz", "UTC")["uid"]
    same((work.one("effect", event)["came"], work.one("effect", event)["small"]), (0, True))
    for i in range(12):
        work.run("event", "guest", event, f"Гость {i:02}", "--status", "came")
    found = work.one("effect", event)
    same((found["came"], found["matched"], found["others"], found["days"]), (12, 12, 12, 30))
    same((found["messages"]["before"], found["messages"]["after"], found["messages"]["others_before"], found["messages"]["others_after"]), (4, 11, 4, 5))
    same((found["messages"]["gain"], found["people"]["gain"], found["small"], found["early"], found["telling"]), (6, 0, False, False, True))
    check(0 < found["messages"]["spread"] < 1, found)
    work.run("event", "guest", event, "Гость 00", "--status", "no-show")
    work.run("event", "guest", event, "Гость 01", "--status", "no-show")
    work.run("event", "guest", event, "Гость 02", "--status", "no-show")
    found = work.one("effect", event)
    same((found["came"], found["small"], found["telling"]), (9, True, False))
    check("too few" in work.run("effect", event))
    project = work.one("project", "add", "Дело", "--quarter", "2020Q1")["uid"]
    same(work.one("effect", project)["came"], 0)
    work.run("effect", "nowhere", status=1)
    work.run("mark", "add", "Переехали в новый чат", "--day", "2026-01-15")
    same([m["title"] for m in work.lines("mark", "list", "--until", "2026-02-01")], ["Переехали в новый чат"])
    work.run("undo")
    same(work.lines("mark", "list", "--until", "2026-02-01"), [])
    work.run("mark", "add", "x", "--day", "вчера", status=2)


@case
def tasks(work):
    """tasks on anything, by day; what comes again leaves the next one; undo"""
    work.run("init")
    anna = work.run("member", "add", "Анна").strip()
    event = work.one("event", "add", "Вебинар", "--starts", "2027-03-29T19:00", "--tz", "Europe/Berlin")["uid"]
    before = work.one("task", "add", "Напомнить", "--event", event, "--shift", "-1", "--owner", "Анна")["uid"]
    weekly = work.one("task", "add", "Вопрос недели", "--due", "2027-02-27", "--rule", "FREQ=WEEKLY", "--item", "Придумать", "--item", "Спросить")["uid"]
    work.run("task", "add", "Написать Анне", "--member", anna)
    same([(line["what"], line["text"]) for line in work.lines("member", "words", "Анна")], [("task", "Написать Анне")])
    same([(t["title"], t["due"]) for t in work.lines("task", "list")],
         [("Вопрос недели", "2027-02-27"), ("Напомнить", "2027-03-28"), ("Написать Анне", None)])
    same([t["title"] for t in work.lines("task", "list", "--mine")], ["Вопрос недели", "Написать Анне"])
    same([t["title"] for t in work.lines("task", "list", "--owner", "Анна")], ["Напомнить"])
    same([t["title"] for t in work.lines("task", "list", "--member", "Анна")], ["Написать Анне"])
    same([t["title"] for t in work.lines("task", "list", "--since", "2027-03-01", "--until", "2027-04-01")], ["Напомнить"])

    done = work.one("task", "done", weekly)
    again = [t for t in work.lines("task", "list") if t["uid"] == done["next"]]
    same([(t["due"], [i["title"] for i in t["items"]], t["rule"]) for t in again], [("2027-03-06", ["Придумать", "Спросить"], "FREQ=WEEKLY")])
    same([t["uid"] for t in work.lines("task", "list", "--which", "done")], [weekly])
    work.run("undo")
    same([t["uid"] for t in work.lines("task", "list", "--which", "all") if t["title"] == "Вопрос недели"], [weekly])
    first = work.one("task", "add", "Дважды", "--due", "2027-02-01", "--rule", "FREQ=DAILY;COUNT=2")["uid"]
    second = work.one("task", "done", first)["next"]
    same(work.one("task", "done", second).get("next"), None)
    for i in range(3):
        work.run("undo")
    work.run("task", "snooze", before, "2999-01-01")
    check(before not in [t["uid"] for t in work.lines("task", "list")])
    check(before in [t["uid"] for t in work.lines("task", "list", "--which", "open")])
    work.run("task", "due", before, "2027-03-01 10:00", "--tz", "Europe/Berlin")
    same([(t["due"], t.get("shift")) for t in work.lines("task", "list", "--event", event, "--which", "open")], [("2027-03-01T10:00", None)])
    work.run("task", "drop", before)
    same(work.lines("task", "list", "--event", event), [])
    for args in (["", "--due", "2027-01-01"], ["x", "--due", "завтра"], ["x", "--rule", "FREQ=HOURLY", "--due", "2027-01-01"], ["x", "--rule", "FREQ=DAILY"],
                 ["x", "--shift", "-1"], ["x", "--shift", "-soon", "--event", event], ["x", "--due", "2027-01-01T10:00", "--tz", "Луна"]):
        work.run("task", "add", *args, status=2)
    work.run("task", "add", "x", "--event", "nowhere", status=1)
    work.run("task", "done", "nowhere", status=1)
    same(work.one("check")["ok"], True)


@case
def who_spoke_there(work):
    """who spoke with whom at an event: timelines, ties and the page of the event; undo"""
    work.run("init")
    people = {name: work.run("member", "add", name).strip() for name in ("Анна", "Борис", "Вера", "Глеб")}
    event = work.one("event", "add", "Чай", "--starts", "2026-01-13T19:00", "--ends", "2026-01-13T21:00", "--tz", "Europe/Moscow")["uid"]
    for name in ("Анна", "Борис", "Вера"):
        work.run("checkin", event, name)
    pairs = lambda: [(t["a"]["name"], t["b"]["name"], t["messages"], t["new"], t["there"]) for t in work.one("event", "show", event)["talks"]]
    ties = lambda: work.sql("SELECT a.name, b.name FROM tie AS t JOIN member AS a ON a.id = t.a_id JOIN member AS b ON b.id = t.b_id WHERE t.strength > 0 ORDER BY 1, 2")
    work.run("event", "talk", event, "Анна", "Борис", "Вера")
    everybody = [("Анна", "Борис"), ("Анна", "Вера"), ("Борис", "Вера")]
    same(pairs(), [(a, b, 0, True, True) for a, b in everybody])
    same([tuple(row) for row in ties()], everybody)
    same([i["kind"] for i in work.lines("timeline", people["Вера"])].count("meeting"), 2)
    work.run("undo")
    same((pairs(), list(ties()), [i["kind"] for i in work.lines("timeline", people["Вера"])]), ([], [], ["attendance"]))
    work.run("redo")
    same([tuple(row) for row in ties()], everybody)
    for wrong in (("Анна", "Глеб"), ("Анна", "Анна")):
        work.run("event", "talk", event, *wrong, status=2)
    later = work.one("event", "add", "Потом", "--starts", "2099-01-13T19:00")["uid"]
    work.run("event", "talk", later, "Анна", "Борис", status=2)
    same(work.one("check")["ok"], True)


@case
def the_door(work):
    """places, the waiting list, the door, walk-ins; undo of each"""
    work.run("init")
    people = {name: work.run("member", "add", name).strip() for name in ("Анна", "Борис", "Вера", "Глеб")}
    event = work.one("event", "add", "Чай", "--starts", "2027-03-13T19:00", "--ends", "2027-03-13T21:00", "--tz", "Asia/Kathmandu", "--capacity", "2")["uid"]

    def states():
        return {g["member"]["name"]: g["status"] for g in work.lines("event", "guests", event)}

    for name in ("Анна", "Борис", "Вера", "Глеб"):
        work.run("event", "guest", event, name, "--status", "accepted")
    same(states(), {"Анна": "accepted", "Борис": "accepted", "Вера": "waiting", "Глеб": "waiting"})
    same([(g["member"]["name"], g["place"]) for g in work.lines("event", "guests", event, "--status", "waiting")], [("Вера", 1), ("Глеб", 2)])
    work.run("event", "guest", event, "Анна", "--status", "declined")
    same(states(), {"Анна": "declined", "Борис": "accepted", "Вера": "accepted", "Глеб": "waiting"})
    work.run("undo")
    same(states()["Вера"], "waiting")

    # Who speaks takes no guest's place, and gives none back; neither does who did not come.
    work.run("member", "add", "Елена")
    work.run("event", "guest", event, "Елена", "--role", "speaker", "--status", "accepted")
    work.run("event", "guest", event, "Елена", "--status", "declined")
    work.run("event", "guest", event, "Елена", "--status", "accepted")
    same(states(), {"Анна": "accepted", "Борис": "accepted", "Вера": "waiting", "Глеб": "waiting", "Елена": "accepted"})
    work.run("event", "guest", event, "Борис", "--status", "no-show")
    same(states()["Вера"], "waiting")
    for i in range(5):
        work.run("undo")

    same(work.one("checkin", event, "Борис")["in"], True)
    same(work.one("checkin", event, "Борис"), {"event": event, "member": people["Борис"], "in": False, "before": True})
    walk_in = work.one("checkin", event, "Дарья", "--new")["member"]
    check(walk_in in [m["uid"] for m in work.lines("members")])
    same([(g["walk_in"], g["status"]) for g in work.lines("event", "guests", event) if g["member"]["uid"] == walk_in], [(True, "came")])
    same([i["kind"] for i in work.lines("timeline", people["Борис"])], ["attendance"])
    work.run("undo")
    check(walk_in not in [m["uid"] for m in work.lines("members")], "a walk-in that was undone")
    work.run("undo")
    same((states()["Борис"], work.lines("timeline", people["Борис"])), ("accepted", []))
    work.run("redo")
    work.run("event", "done", event)
    same(states(), {"Анна": "no-show", "Борис": "came", "Вера": "waiting", "Глеб": "waiting"})
    same(work.one("plan", "--quarter", "2027Q1")["events"][0]["came"], 1)
    work.run("member", "edit", people["Борис"], "--city", "Казань")
    shown = work.one("event", "show", event)
    same((shown["came"], shown["no_show"], shown["waiting"], shown["capacity"]), (1, 1, 2, 2))
    same([(e["tz"], e["local"], e["people"]) for e in shown["elsewhere"]], [("Europe/Moscow", "2027-03-13T16:15", 1)])
    same(sorted(g["member"]["name"] for g in shown["guests"] if g["thanked"] is None), ["Анна", "Борис", "Вера", "Глеб"])
    check("there: 2027-03-13T16:15  Europe/Moscow  1 people" in work.run("event", "show", event))
    work.run("event", "guest", event, "Анна", "--status", "asleep", status=2)
    work.run("checkin", "nowhere", "Анна", status=1)
    work.run("checkin", event, "Никто", status=1)
    same(work.one("check")["ok"], True)


@case
def rituals(work):
    """what comes again: by the wall clock, skipped, moved, held; undo"""
    work.run("init")
    ritual = work.one("ritual", "add", "Чайный вечер", "--starts", "2027-03-15T19:00", "--ends", "2027-03-15T20:30", "--tz", "Europe/Berlin",
                      "--rule", "FREQ=WEEKLY;BYDAY=MO")["uid"]

    def days(*more):
        return [(e["starts"], e["from"], e["mark"]) for e in work.lines("event", "list", "--since", "2027-03-14", "--until", "2027-04-06", *more)]

    same(days(), [("2027-03-15T19:00", "2027-03-15T18:00:00Z", None), ("2027-03-22T19:00", "2027-03-22T18:00:00Z", None),
                  ("2027-03-29T19:00", "2027-03-29T17:00:00Z", None), ("2027-04-05T19:00", "2027-04-05T17:00:00Z", None)])
    work.run("ritual", "done", ritual, "--on", "2027-03-22T19:00", "--skipped", "--note", "Праздник")
    work.run("ritual", "done", ritual, "--on", "2027-03-15")
    same([d[0] + (d[2] or "") for d in days()], ["2027-03-15T19:00done", "2027-03-29T19:00", "2027-04-05T19:00"])
    same([d[2] for d in days("--skipped")], ["done", "skipped", None, None])
    day = work.one("ritual", "day", ritual, "2027-03-29T19:00", "--starts", "2027-03-30T18:00")["uid"]
    same(work.lines("event", "list", "--since", "2027-03-14", "--until", "9999-12-31")[0]["starts"][:7], "2027-03")
    work.run("event", "list", "--until", "9999-12-32", status=2)
    same([e["starts"] for e in work.lines("event", "list", "--since", "2027-03-23", "--until", "2027-04-06")], ["2027-03-30T18:00", "2027-04-05T19:00"])
    same([(e["uid"], e["recurs"], e["ends"]) for e in work.lines("event", "list", "--since", "2027-03-30", "--until", "2027-03-31")],
         [(day, "2027-03-29T19:00", "2027-03-30T19:30")])
    work.run("undo")
    same([d[0] for d in days()], ["2027-03-15T19:00", "2027-03-29T19:00", "2027-04-05T19:00"])
    work.run("undo")
    work.run("undo")
    same([d[2] for d in days()], [None] * 4)
    check(work.lines("ritual", "list")[0]["next"][0] >= "2027-03-15T19:00")
    work.run("ritual", "add", "x", "--starts", "2027-03-15", status=2)
    work.run("ritual", "add", "x", "--starts", "2027-03-15", "--rule", "иногда", status=2)
    work.run("ritual", "day", ritual, "2027-03-16T19:00", status=2)
    work.run("ritual", "move", ritual, "2027-04-12T19:00", status=2)
    work.run("ritual", "move", ritual, "2027-04-13T19:00", "--starts", "2027-04-14T19:00", status=2)
    work.run("ritual", "move", ritual, "2027-04-12T19:00", "--starts", "2027-04-14T18:00")
    same([e["starts"] for e in work.lines("event", "list", "--since", "2027-04-04", "--until", "2027-04-25")],
         ["2027-04-05T19:00", "2027-04-14T18:00", "2027-04-21T18:00"])
    work.run("undo")
    same(work.one("check")["ok"], True)



@case
def calendar(work):
    """the plan as an iCalendar file: out, back the same, into another workspace, changed, older, undone; guests only when asked for"""
    work.run("init")
    ritual = work.one("ritual", "add", "Чай", "--starts", "2027-03-15T19:00", "--ends", "2027-03-15T20:30", "--tz", "Europe/Berlin",
                      "--rule", "FREQ=WEEKLY;BYDAY=MO")["uid"]
    work.run("ritual", "done", ritual, "--on", "2027-03-22T19:00", "--skipped")
    work.run("ritual", "day", ritual, "2027-03-29T19:00", "--starts", "2027-03-30T18:00")
    hike = work.one("event", "add", "Поход", "--starts", "2027-05-10", "--ends", "2027-05-12", "--tz", "Asia/Kathmandu")["uid"]
    work.run("member", "add", "Анна", "--identity", "email:anna@club.example")
    work.run("event", "guest", hike, "Анна", "--status", "accepted")
    work.run("task", "add", "Купить чай", "--due", "2027-03-14")
    text = work.run("calendar", "export", "--all", "-")
    check("BEGIN:VTIMEZONE" in text and "EXDATE;TZID=Europe/Berlin:20270322T190000" in text and "RECURRENCE-ID;TZID=Europe/Berlin:20270329T190000" in text)
    check("DTEND;VALUE=DATE:20270513" in text and "ATTENDEE" not in text and "anna" not in text, "private by default")
    check("mailto:anna@club.example" in work.run("calendar", "export", "--event", hike, "--attendees", "-"))
    same(work.run("calendar", "export", "--quarter", "2027Q2", "-").count("BEGIN:VEVENT"), 3, "of the second quarter: the hike, the ritual, its own day")
    work.run("calendar", "export", "-", status=2)
    work.run("calendar", "export", "--quarter", "2027Q5", "-", status=2)
    file = work.folder / "plan.ics"
    file.write_text(text, encoding="utf-8", newline="")
    same({e["outcome"] for e in work.lines("calendar", "import", str(file))}, {"same"})

    other = Workspace(work.folder / "other")
    other.folder.mkdir()
    other.run("init")
    same([e["outcome"] for e in other.lines("calendar", "import", str(file), "--dry-run")], ["new"] * 4)
    same(other.lines("event", "list", "--since", "2027-01-01", "--until", "2028-01-01"), [])
    other.run("calendar", "import", str(file))
    same({e["outcome"] for e in other.lines("calendar", "import", str(file))}, {"same"})
    file.write_text(text.replace("SUMMARY:Поход", "SUMMARY:Поход в горы\r\nGEO:1;2"), encoding="utf-8", newline="")
    changed = [e for e in other.lines("calendar", "import", str(file)) if e["outcome"] != "same"]
    same([(e["outcome"], e["fields"], e["kept"]) for e in changed], [("changed", ["title", "further"], ["GEO"])])
    check("GEO:1;2" in other.run("calendar", "export", "--all", "-"))
    other.run("undo")
    check("SUMMARY:Поход\n" in other.run("calendar", "export", "--all", "-").replace("\r", ""))
    other.run("undo")
    same(other.lines("event", "list", "--since", "2027-01-01", "--until", "2028-01-01"), [])
    file.write_text("no calendar", encoding="utf-8")
    other.run("calendar", "import", str(file), status=1)

    bring = work.one("task", "add", "Взять", "--item", "Чай; чёрный", "--item", "Мёд", "--owner", "Анна")["uid"]
    text = work.run("calendar", "export", "--all", "-")
    check("X-VECHE-ITEM:Мёд" in text and "anna" not in text and "X-VECHE-OWNER" not in text, "a checklist is no secret, who does it is")
    text = work.run("calendar", "export", "--all", "--attendees", "-")
    check("X-VECHE-OWNER=" in re.sub(r"\r?\n ", "", text) and "mailto:anna@club.example" in re.sub(r"\r?\n ", "", text))
    text = text.replace("X-VECHE-ITEM:Мёд", "X-VECHE-ITEM:Мёд\nX-VECHE-ITEM;X-VECHE-DONE=1:Лимон")
    file.write_text(text, encoding="utf-8", newline="")
    other.run("member", "add", "Аня", "--identity", "email:anna@club.example")
    other.run("calendar", "import", str(file))
    task = next(t for t in other.lines("task", "list") if t["title"] == "Взять")
    same((task["owner"]["name"], [(i["title"], i["done"]) for i in task["items"]]), ("Аня", [("Чай; чёрный", False), ("Мёд", False), ("Лимон", True)]))
    same({e["outcome"] for e in other.lines("calendar", "import", str(file))}, {"same"})
    same([e["fields"] for e in work.lines("calendar", "import", str(file)) if e["outcome"] == "changed"], [["checklist"]])
    check("X-VECHE-ITEM;X-VECHE-DONE=1:Лимон" in work.run("calendar", "export", "--all", "-"))
    work.run("undo")
    same([i["title"] for i in next(t for t in work.lines("task", "list") if t["uid"] == bring)["items"]], ["Чай; чёрный", "Мёд"])

    work.run("task", "snooze", bring, "2099-02-28")
    file.write_text(work.run("calendar", "export", "--all", "--attendees", "-"), encoding="utf-8", newline="")
    same([e["fields"] for e in other.lines("calendar", "import", str(file)) if e["outcome"] == "changed"], [["snoozed", "checklist"]])
    same([t["snoozed"] for t in other.lines("task", "list", "--which", "open") if t["title"] == "Взять"], ["2099-02-28"])
    check("Взять" not in [t["title"] for t in other.lines("task", "list")], "it is not shown before that day")
    work.run("task", "done", bring)
    file.write_text(work.run("calendar", "export", "--all", "--attendees", "-"), encoding="utf-8", newline="")
    same({e["outcome"] for e in work.lines("calendar", "import", str(file))}, {"same"}, "what is done is not put off")
    same(work.one("check")["ok"], True)
    same(other.one("check")["ok"], True)


@case
def places(work):
    """a place that is looked at by hand: due, nothing new, what was said there, later, undone"""
    work.run("init")
    work.run("source", "add", "place", "--url", "https://reviews.example/club", "--name", "Отзывы", "--set", "keeper=Вера", "--every", "604800")
    same(work.sql("SELECT every FROM source"), [(604800,)])
    today, due = time.strftime("%Y-%m-%d", time.gmtime()), work.run("source", "check", "Отзывы").strip()
    check(due > today, due)
    same(work.lines("inbox"), [], "mentions")
    work.run("source", "check", "Отзывы", "--found", "Хороший клуб!", "--who", "Пётр", "--link", "https://reviews.example/club#7")
    mention = work.one("inbox")
    same((mention["author"]["name"], mention["text"], mention["url"]), ("Пётр", "Хороший клуб!", "https://reviews.example/club#7"))
    work.run("source", "check", "Отзывы", "--found", "Снова я", "--who", "Пётр")
    same(work.sql("SELECT count (*) FROM member WHERE name = 'Пётр'"), [(1,)])
    same(work.sql("SELECT count (*), sum (found) FROM source_check"), [(3, 2)])
    work.run("undo")
    same(work.sql("SELECT count (*), sum (found) FROM source_check"), [(2, 1)])
    same(len(work.lines("inbox")), 1, "mentions after undo")
    check(work.run("source", "check", "Отзывы", "--later", "9").strip() > due, "it waits longer")
    told = work.one("source", "check", "Отзывы", "--later", "20")
    same((told["name"], told["found"], told["due"] > due), ("Отзывы", False, True))
    work.run("source", "check", "Отзывы", "--later", "0", status=2)
    work.run("source", "check", "Отзывы", "--who", "Пётр", status=2)
    work.run("source", "check", "Нет такого", status=1)
    work.run("sync", "Отзывы")
    same(work.one("source", "status")["state"], "well")


@case
def opml(work):
    """a feed reader's list: in as one gesture, without those that are here, and out again"""
    work.run("init")
    listing = work.folder / "feeds.opml"
    listing.write_text("""<opml version="1.0"><body><outline text="Folder"><outline text="A &amp; B" xmlUrl="https://a.example/feed"/>
        <outline title="C" text="c" xmlurl="https://c.example/rss?x=1&amp;y=2" type="rss"/></outline>
        <outline text="twice" xmlUrl="https://a.example/feed"/><outline text="evil" xmlUrl="file:///etc/passwd"/></body></opml>""", encoding="utf-8")
    same(len(work.run("source", "import-opml", str(listing), "--dry-run").splitlines()), 2, "feeds told")
    same(work.lines("source", "import-opml", str(listing), "--dry-run")[0], {"name": "A & B", "url": "https://a.example/feed", "added": False})
    same(work.lines("source", "list"), [], "sources after a dry run")
    work.run("source", "import-opml", str(listing))
    same([source["name"] for source in work.lines("source", "list")], ["A & B", "C"])
    same(work.run("source", "import-opml", str(listing)), "", "again")
    out = work.run("source", "export-opml")
    check("https://c.example/rss?x=1&amp;y=2" in out and "A &amp; B" in out, out)
    work.run("undo")
    same(work.lines("source", "list"), [], "sources after undo")
    listing.write_text(out, encoding="utf-8")
    work.run("source", "import-opml", str(listing))
    same(len(work.lines("source", "list")), 2, "sources of our own list")
    listing.write_text("<html/>", encoding="utf-8")
    work.run("source", "import-opml", str(listing), status=1)


@case
def commands(work):
    """a command runs where it was typed, and nowhere else until it is allowed"""
    book = work.folder / "book.txt"
    book.write_text("2026-11-20T10:00:00Z\tАнна\tКогда встреча?\n", encoding="utf-8")
    example = pathlib.Path(__file__).resolve().parents[2] / "data" / "examples" / "veche-source-example.py"
    work.run("init")
    added = work.one("source", "add", "command", "--name", "Книга", "--set", "argv=python3", "--set", f"argv={example}", "--set", f"argv={book}")
    work.run("sync", "Книга")
    same(work.one("inbox")["text"], "Когда встреча?")
    same(work.one("source", "status")["state"], "well")

    work.env["XDG_STATE_HOME"] = str(work.folder / "another-computer")
    with book.open("a", encoding="utf-8") as more:
        more.write("2026-11-20T11:00:00Z\tBob\tAnd where?\n")
    check("nobody has agreed" in work.run("sync", "Книга", status=1), "it said why")
    same(len(work.lines("inbox")), 1, "mentions before")
    check("veche-source-example.py" in work.run("source", "allow", added["uid"]), "it shows what will run")
    allowed = work.one("source", "allow", added["uid"])
    same((allowed["uid"], allowed["argv"][0]), (added["uid"], "python3"))
    work.run("sync", "Книга")
    same(len(work.lines("inbox")), 2, "mentions after")

    (work.folder / "drop").mkdir()
    (work.folder / "drop" / "a.jsonl").write_text('{"at": 1795166400, "author": "Vera", "text": "hello"}\nbroken\n', encoding="utf-8")
    work.run("source", "add", "folder", "--name", "Drop", "--set", f"folder={work.folder}/drop")
    work.run("sync", "Drop")
    same(work.sql("SELECT count (*) FROM bad_item"), [(1,)])
    check("Vera" in work.run("members"), "she is there")
    work.run("source", "allow", "Drop", status=1)
    same(work.one("import", "csv", "-", "--dry-run", stdin="Имя,Телеграм\nАнна Первая,@anna_first\n")["rows"], 1)
    work.run("import", "csv", "/dev/stdin", stdin="", status=1)


def settings(work, *text):
    """of the only source, as they are in the file; or writes them there"""
    with sqlite3.connect(work.file) as db:
        if text:
            db.execute("UPDATE source SET settings = ?", text)
        return db.execute("SELECT settings FROM source").fetchone()[0]


@case
def feeds(work):
    """a feed: private addresses need a word, sync brings mentions once"""
    work.run("init")
    check("There is no source" in work.run("sync", status=1))
    with Servers() as servers:
        url = servers.url + "/feed.xml"
        strict = work.one("source", "add", "feed", "--url", url, "--name", "Чужая")
        same((strict["type"], strict["state"], strict["own_server"]), ("feed", "new", False))
        check("--own-server" in work.run("sync", "Чужая", status=1))
        same(work.one("source", "list")["state"], "trouble")
        status = work.one("source", "status")
        same(list(status), ["uid", "type", "name", "state", "last_ok", "next_run", "error", "budget"], "keys of source status")
        same((status["type"], status["name"], status["state"], status["last_ok"]), ("feed", "Чужая", "trouble", None))
        work.run("source", "set", "Чужая", "--every", "600", "--quiet", "22:00-08:00", "--metered", "yes", "--set", "list=a", "--set", "list=b",
                 "--set", "one=в")
        same(json.loads(settings(work)), {"list": ["a", "b"], "one": "в"}, "settings")
        work.run("source", "set", "Чужая", "--set", "two=г", "--set", "one=")
        same(json.loads(settings(work)), {"list": ["a", "b"], "two": "г"}, "what is not named stays, what is empty goes")
        settings(work, "{\"torn\": ")
        check("stay as they are" in work.run("source", "set", "Чужая", "--set", "a=1", status=1), "what can't be read is not written over")
        same(settings(work), "{\"torn\": ")
        settings(work, None)
        for bad in ("https://us:secret@feed.example", "ftp://feed.example", "two words", "https://"):
            check("secret" not in work.run("source", "add", "feed", "--url", bad, status=2) or bad, bad)
        other = work.one("source", "add", "feed", "--url", " HTTPS://Feed.Example/Blog ")
        same((other["url"], other["name"]), ("https://feed.example/Blog", "feed.example"))
        work.run("source", "remove", "feed.example")
        work.run("source", "set", "Чужая", "--quiet", "25:00-08:00", status=2)
        work.run("source", "set", "Чужая", "--every", "1", status=2)
        work.run("source", "set", "Чужая", "--set", "nothing", status=2)
        work.run("source", "set", "Чужая", status=2)
        check("next try" in work.run("source", "status"), "the text says when the next try is")
        types = {t["type"]: t for t in work.lines("source", "types")}
        check({"mastodon", "feed"} <= set(types) and types["mastodon"]["writes"] and not types["feed"]["writes"], "the kinds and what they can")
        same({t["unit"] for t in types.values()}, {"characters", "utf-16", "graphemes", "bytes", "mastodon"})
        work.run("source", "remove", "Чужая")
        same(work.lines("source", "list"), [])

        work.run("source", "add", "feed", "--url", url, "--name", "Блог", "--words", "вече", "--own-server")
        synced = work.one("sync")
        same((synced["state"], synced["error"]), ("well", None))
        check(STAMP.match(synced["last_sync"]))
        inbox = work.lines("inbox")
        same([(m["source"], m["url"]) for m in inbox], [("Блог", "https://blog.example/2")], "only what has the word")
        work.run("sync", "Блог")
        same(len(work.lines("inbox")), 1)
        covered = work.lines("coverage")
        same(list(covered[0]), ["channel", "from", "to", "complete"], "keys of coverage")
        check(covered[0]["complete"] and STAMP.match(covered[0]["from"]) and STAMP.match(covered[0]["to"]), covered)
        same(work.lines("coverage", "--channel", covered[0]["channel"]), covered)
        check("no channel" in work.run("coverage", "--channel", "нет такого", status=1))
        same(work.one("backfill")["gaps"], 0)
        check("can't be read there" in work.run("backfill", "Блог", "--since", "2020-01-01", status=1), "a feed gives nothing more")
        check("no list of members" in work.run("members-sync", "Блог", status=1))
        same(work.one("members-sync")["people"], 0)
        same(work.one("check")["ok"], True)
    check("can't be reached" in work.run("sync", "Блог", status=1))
    work.run("source", "remove", "Блог", "--drop")
    same(work.lines("inbox"), [])
    same(work.one("check")["ok"], True)


@case
def replies(work):
    """a mention comes in, a reply goes out, and no token stands in the file"""
    token_file = work.folder / "token"
    token_file.write_text("very-secret\n")
    work.run("init")
    with Servers() as servers:
        os.chmod(token_file, 0o644)
        check("chmod" in work.run("source", "add", "mastodon", "--url", servers.url, "--own-server", "--token-from", str(token_file), status=1))
        os.chmod(token_file, 0o600)
        work.run("source", "add", "mastodon", "--url", servers.url, "--name", "Клуб", "--own-server")
        check("token" in work.run("sync", status=1), "without a token")
        same(work.one("sync", "--token-from", str(token_file))["state"], "well")
        mention = work.one("inbox")
        same((mention["source"], mention["author"]["name"], mention["text"]), ("Клуб", "Борис Лунёв", "@vera а когда встреча?"))

        reply = work.one("reply", mention["uid"], "В четверг, в семь.", "--done")
        same({key: reply[key] for key in ("text", "state", "attempts", "error", "remote_id")},
             {"text": "@boris В четверг, в семь.", "state": "queued", "attempts": 0, "error": None, "remote_id": None})
        same(list(reply)[:7], ["uid", "in_reply_to", "text", "state", "attempts", "error", "remote_id"], "keys")
        same(work.one("undo")["undone"], "reply")
        same(work.lines("outbox"), [])
        work.run("redo")
        work.run("sync", "Клуб", "--token-from", "-", stdin="very-secret\n")
        sent = work.one("outbox")
        same((sent["state"], sent["error"], sent["attempts"]), ("sent", None, 1))
        check(servers.posted[0]["status"] == "@boris В четверг, в семь." and servers.posted[0]["in_reply_to_id"] == "101", servers.posted)
        same(len(servers.posted), 1)
        same(work.lines("inbox"), [])
        check("already been sent" in work.run("outbox", "withdraw", sent["uid"], status=1))
        work.run("competency", "Борис Лунёв", "вопросы", "--level", "2")
        same(work.one("undo")["undone"], "competency")
        same(work.one("check")["ok"], True)
        work.run("source", "remove", "Клуб", "--drop")
        same(work.lines("outbox"), [])
        same([m["name"] for m in work.lines("members")], ["Вера Климова"], "who was met there only")
        same(work.one("check"), {"ok": True, "findings": []})
    for file in work.folder.glob("try.veche*"):
        check(b"very-secret" not in file.read_bytes(), file)


@case
def segments(work):
    """segments: saved, live, refused by name, undone; who is reachable in one place only"""
    work.run("init")
    work.run("member", "add", "Юлия Ёлкина", "--identity", "telegram:@yolka", "--tag", "мастер", "--city", "Казань", "--stage", "core")
    work.run("member", "add", "Олег Дроздов", "--identity", "telegram:@oleg", "--identity", "vk:oleg", "--city", "Казань")
    added = work.one("segment", "add", "Казанские мастера", "--where", "tag = мастер and city = казань")
    same((added["name"], added["count"], added["problem"]), ("Казанские мастера", 1, None))
    same(added["filter"]["conditions"][0], {"field": "tag", "op": "is", "value": "мастер"})
    same([m["name"] for m in work.lines("segment", "members", "казанские мастера")], ["Юлия Ёлкина"])
    work.run("tag", "Олег Дроздов", "+мастер")
    same(work.one("segment", "list")["count"], 2, "it stays live")
    same(len(work.lines("members", "--segment", "Казанские мастера")), 2)
    same([m["name"] for m in work.lines("members", "--where", "platform only telegram")], ["Юлия Ёлкина"])
    same(work.lines("members", "--where", "wrote in 30 days"), [])
    same(len(work.lines("members", "--where", "not wrote in 30 days and not (stage = gone or role = bot)")), 2)
    work.run("segment", "add", "Ядро", "--filter", json.dumps(
        {"version": 1, "match": "any", "conditions": [{"field": "stage", "op": "is", "value": "core"}]}))
    same([(s["name"], s["count"]) for s in work.lines("segment", "list")], [("Казанские мастера", 2), ("Ядро", 1)])
    for where, word in (("shoe = x", "shoe"), ("tag = x or city = y and stage = core", "and"), ("stage = king", "stage")):
        check(word in work.run("segment", "add", "x", "--where", where, status=2), where)
    check("colour" in work.run("segment", "add", "x", "--filter", '{"version":1,"match":"all","conditions":[],"colour":1}', status=2))
    check("already" in work.run("segment", "add", "ядро", "--where", "important", status=1))
    work.run("segment", "remove", "Ядро")
    same(len(work.lines("segment", "list")), 1)
    same(work.one("undo")["undone"], "segment")
    same([s["name"] for s in work.lines("segment", "list")], ["Казанские мастера", "Ядро"])
    check("нет такого" in work.run("members", "--segment", "нет такого", status=1))
    same(work.one("check"), {"ok": True, "findings": []})


@case
def chats(work):
    """every kind of export of a chat: preview, import, again nothing new, undone whole; plain import finds the kind itself"""
    work.run("init")
    # kind, files, what its own reader brings: interactions, people, mentions
    for kind, files, brings in (("discord", ["discord/general.json", "discord/thread.json"], (23, 8, 2)), ("slack", ["slack/club"], (22, 9, 2)),
                                ("mastodon-archive", ["mastodon-archive/vera"], (5, 3, 0)), ("telegram-html", ["telegram-html/chat"], (23, 8, 1)),
                                ("jsonl", ["jsonl/talk.jsonl"], (9, 6, 0))):
        paths = [str(DATA / file) for file in files]
        seen = work.one("import", kind, *paths, "--dry-run")
        check(seen["dry_run"] and seen["messages"] and seen["new"] and seen["chats"] and seen["first"] < seen["last"], kind, seen)
        same(work.sql("SELECT count (*) FROM interaction"), [(0,)], "a preview brings nothing")
        for command in (["import", kind], ["import"]):
            counts = work.one(*command, *paths)
            same((counts["interactions"], counts["people"], counts["mentions"]), brings, command)
            same(work.one(*command, *paths)["interactions"], 0, f"{kind} a second time")
            same(work.one("undo")["undone"], "import")
            same(work.sql("SELECT count (*) FROM interaction"), [(0,)], kind)
            same(work.lines("members"), [], kind)
    same(work.one("check")["ok"], True)
    for kind in ("discord", "slack", "mastodon-archive", "telegram-html"):
        work.run("import", kind, str(DATA / "jsonl/talk.jsonl"), status=1)
    work.run("import", str(DATA / "discord/truncated.json"), status=1)
    work.run("import", "discord", str(DATA / "discord/empty.json"), str(work.folder / "none.json"), status=1)


@case
def people_in(work):
    """import csv, vcard, jsonl of people: dry run, columns, decisions, what is left out, again, undo"""
    work.run("init")
    table = work.folder / "люди.csv"
    table.write_text("ФИО;Телеграм;Почта;Город;Цвет\nАнна Лебедева;@anna_leb;anna@mail.example;Казань;синий\n;@q_1988;;;\n"
                     "Иван Лис;нет;;Уфа;\n", encoding="cp1251")
    plan = work.one("import", "csv", str(table), "--dry-run")
    same((plan["rows"], plan["would_add"], plan["would_leave_out"], plan["encoding"].lower(), plan["delimiter"], plan["header"]),
         (3, 2, 1, "windows-1251", ";", 1))
    same([c["field"] for c in plan["columns"]], ["name", "handle:telegram", "email", "city", "skip"])
    same([line["line"] for line in plan["lines"]], [2, 3, 4])
    same(work.lines("members"), [])
    left = work.folder / "left.csv"
    same(work.one("import", "csv", str(table), "--map", "Цвет=tags", "--skipped", str(left)),
         {"added": 2, "updated": 0, "unchanged": 0, "left_out": 1})
    check("q_1988" in left.read_bytes().decode("utf-8-sig"))
    anna = work.one("members", "--tag", "синий")
    same((anna["name"], sorted(i["handle"] for i in anna["identities"])), ("Анна Лебедева", ["anna@mail.example", "anna_leb"]))
    same(work.one("import", str(table))["added"], 0, "again")

    table.write_text("name,telegram,city\nАнна Лебедева,@anna_leb,Москва\n\"Олег, он же Дуб\",@dub,\n", encoding="utf-8")
    same(work.one("import", "csv", str(table), "--on-match", "skip"), {"added": 1, "updated": 0, "unchanged": 0, "left_out": 1})
    same(work.one("member", anna["uid"])["city"], "Казань")
    same(work.one("member", "@dub")["name"], "Олег, он же Дуб")
    same(work.one("undo")["undone"], "import-people")
    same(len(work.lines("members")), 2)

    card = work.folder / "card.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Мария Котова\r\nN:Котова;Мария;;;\r\nEMAIL:m@x.example\r\nBDAY:1990-05-17\r\nEND:VCARD\r\n"
                    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Анна Лебедева\r\nEMAIL:anna@mail.example\r\nBDAY:--0229\r\nEND:VCARD\r\n", encoding="utf-8")
    people = work.folder / "people.jsonl"
    people.write_text('{"name":"Пётр Новый","telegram":"@petr_new","city":"Омск"}\n', encoding="utf-8")
    for command in (["import", "vcard", str(card)], ["import", str(card)]):
        same(work.one(*command), {"added": 1, "updated": 1, "unchanged": 0, "left_out": 0})
        same(work.one("member", "m@x.example")["birthday"], "1990-05-17")
        same(work.one("member", anna["uid"])["birthday"], "--02-29")
        work.run("undo")
    for command in (["import", "jsonl", str(people)], ["import", str(people)]):
        same(work.one(*command)["added"], 1)
        same(work.one("member", "@petr_new")["city"], "Омск")
        work.run("undo")
    same(len(work.lines("members")), 2)
    same(work.one("check")["ok"], True)
    for options in (["--map", "Нет=name"], ["--map", "name"], ["--map", "city=shoe"], ["--on-match", "x"], ["--encoding", "x"], ["--delimiter", "xx"],
                    ["--dates", "x"], ["--header", "x"]):
        work.run("import", "csv", str(table), *options, "--dry-run", status=2)
    work.run("import", "csv", str(work.folder / "none.csv"), status=1)
    work.run("import", "vcard", str(people), status=1)


def broad_sheets(folder):
    """Two workbooks whose first sheet has more columns than any table of people; people are on the second."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(folder / "broad.xlsx", "w") as pack:
        pack.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="r"><sheets><sheet name="Журнал" sheetId="1" r:id="a"/>'
                      '<sheet name="Люди" sheetId="2" r:id="b"/></sheets></workbook>')
        pack.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="a" Target="worksheets/a.xml"/>'
                      '<Relationship Id="b" Target="worksheets/b.xml"/></Relationships>')
        pack.writestr("xl/worksheets/a.xml", '<worksheet><row><c r="A1"><v>1</v></c></row><row><c r="ALM2"><v>1</v></c></row></worksheet>')
        pack.writestr("xl/worksheets/b.xml", "<worksheet>" + "".join(f'<row><c t="str"><v>{text}</v></c></row>' for text in ("Имя", "Анна")) +
                      "</worksheet>")
    cell, row = '<t:table-cell o:value-type="string"><x:p>%s</x:p></t:table-cell>', "<t:table-row>%s</t:table-row>"
    with zipfile.ZipFile(folder / "broad.ods", "w") as pack:
        pack.writestr("content.xml", '<o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x"><t:table t:name="Журнал">' + row % (cell % "1") +
                      row % ('<t:table-cell t:number-columns-repeated="1000"/>' + cell % "1") + row % (cell % "1") +
                      '</t:table><t:table t:name="Люди">' + row % (cell % "Имя") + row % (cell % "Анна") + "</t:table></o:document-content>")
    return folder / "broad.xlsx", folder / "broad.ods"


@case
def workbooks(work):
    """import csv of XLSX and ODS: the fullest sheet or the one that is named, days as days; our own export comes back equal"""
    work.run("init")
    for name in ("club.xlsx", "club.ods"):
        book = str(DATA / "workbooks" / name)
        plan = work.one("import", "csv", book, "--dry-run")
        same((plan["rows"], plan["header"], [line["line"] for line in plan["lines"]]), (2, 4, [5, 6]), name)
        same(work.one("import", book), {"added": 2, "updated": 0, "unchanged": 0, "left_out": 0}, name)
        same({m["name"]: work.one("member", m["uid"])["birthday"] for m in work.lines("members")},
             {"Анна \"Аня\" Лебедева": "1990-05-17", "Иван Лис": None}, name)
        same(work.one("import", "csv", book, "--sheet", "2")["added"], 0, "again")
        work.run("import", "csv", book, "--sheet", "3", status=1)
        work.run("import", "csv", book, "--encoding", "utf-8", "--dry-run", status=2)
        work.run("undo")
    for book in broad_sheets(work.folder):
        said = work.run("import", "csv", str(book), "--dry-run", status=1)
        check("“Журнал” is too big" in said, said)
        work.run("import", "csv", str(book), "--sheet", "Журнал", "--dry-run", status=1)
        for sheet in ("Люди", "2"):
            same([line["name"] for line in work.one("import", "csv", str(book), "--sheet", sheet, "--dry-run")["lines"]], ["Анна"], book.name)
        work.run("import", "csv", str(book), "--sheet", "Никто", "--dry-run", status=1)
    work.run("import", str(DATA / "workbooks" / "club.ods"))
    for format in ("xlsx", "ods"):
        back = work.folder / f"back.{format}"
        work.run("export", format, str(back))
        same(work.one("import", str(back)), {"added": 0, "updated": 0, "unchanged": 2, "left_out": 0}, format)


@case
def people_refs(work):
    """a field that names a member: by handle, by name, further down in the table; nobody is a problem; there and back; one undo"""
    work.run("init")
    work.run("field", "add", "Наставник", "--kind", "member")
    oleg = work.run("member", "add", "Олег Дёмин", "--identity", "telegram:@oleg").strip()
    table = work.folder / "mentors.csv"
    table.write_text("Имя,Telegram,Наставник\nАнна Лебедева,@anna,@oleg\nБорис Кац,@boris,Вера Климова\nВера Климова,@vera,Олег Дёмин\n"
                     "Глеб Ли,@gleb,Никто Никтоев\n")
    lines = work.one("import", "csv", str(table), "--dry-run")["lines"]
    same([(line["name"], [p["value"] for p in line["problems"]]) for line in lines if line["problems"]], [("Глеб Ли", ["Никто Никтоев"])])
    work.run("import", "csv", str(table))
    mentor = {member["name"]: work.one("member", member["uid"])["fields"] for member in work.lines("members")}
    vera = work.one("member", "@vera")["uid"]
    same(mentor, {"Анна Лебедева": {"Наставник": oleg}, "Борис Кац": {"Наставник": vera}, "Вера Климова": {"Наставник": oleg}, "Глеб Ли": {},
                  "Олег Дёмин": {}})
    work.run("import", "csv", str(table))
    same(work.sql("SELECT count (*) FROM member_field"), [(3,)], "twice is once")

    back = work.folder / "back.csv"
    work.run("export", "csv", str(back))
    work.run("undo")
    same((len(work.lines("members")), work.sql("SELECT count (*) FROM member_field")), (1, [(0,)]))
    work.run("import", "csv", str(back))
    same({m["name"]: work.one("member", m["uid"])["fields"] for m in work.lines("members")}.keys(), mentor.keys())
    same(work.sql("SELECT count (*) FROM member_field WHERE ref_id IS NOT NULL"), [(3,)])
    same(work.one("check"), {"ok": True, "findings": []})


@case
def people_out(work):
    """export csv, vcard, json, jsonl, xlsx, directory: who was asked for, nothing private, formulas made harmless, private files"""
    work.run("init")
    uid = work.run("member", "add", "=1+2", "--identity", "telegram:@anna_leb", "--identity", "phone:+79001234567", "--city", "Казань", "--tag", "хор").strip()
    work.run("member", "edit", uid, "--needs", "помещение", "--birthday", "1990-05-17")
    work.run("member", "add", "Олег \"Дуб\"", "--identity", "email:dub@x.example")
    rows = list(csv.DictReader(io.StringIO(work.run("export", "csv").lstrip("\ufeff"))))
    same([(row["Name"], row["City"]) for row in rows], [("Олег \"Дуб\"", ""), ("'=1+2", "Казань")] if rows[0]["Name"].startswith("О")
         else [("'=1+2", "Казань"), ("Олег \"Дуб\"", "")])
    for kind in ("csv", "vcard", "json", "jsonl"):
        text = work.run("export", kind)
        check("anna_leb" in text and "dub@x.example" in text, kind)
        check("помещение" not in text and "9001234567" not in text, kind, "gives private fields away")
        check("помещение" in work.run("export", kind, "--private") and "9001234567" in work.run("export", kind, "--private"), kind)
        check("dub@x.example" not in work.run("export", kind, "--tag", "хор"), kind, "takes no filter")
    same(work.run("export", "vcard").count("\nEND:VCARD"), 2)
    same([p["name"] for p in json.loads(work.run("export", "json", "--columns", "name"))], [json.loads(l)["name"] for l in work.run("export", "jsonl").splitlines()])
    same(work.run("export", "csv", "--columns", "city,telegram", "--tag", "хор").lstrip("\ufeff").splitlines(), ['"City","Telegram"', '"Казань","anna_leb"'])
    work.run("export", "csv", "--columns", "shoe", status=2)
    work.run("export", "csv", "--segment", "нет такого", status=1)
    work.run("export", "csv", str(work.folder / "none" / "x.csv"), status=1)

    book = work.folder / "люди.xlsx"
    same(work.one("export", "xlsx", str(book)), {"file": str(book), "people": 2, "do_not_contact": 0, "clipped": 0})
    same(os.stat(book).st_mode & 0o777, 0o600)
    with zipfile.ZipFile(book) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    check("anna_leb" in text and "<f>" not in text and "помещение" not in text)

    page = work.folder / "who.html"
    same(work.one("export", "directory", str(page)), {"file": str(page), "people": 0})
    check("=1+2" not in page.read_text(encoding="utf-8"), "nobody has allowed it")
    work.run("consent", uid, "directory", "given", "--evidence", "сказала на встрече")
    check("1 " in work.run("export", "directory", str(page)))
    check("=1+2" in page.read_text(encoding="utf-8") and "Дуб" not in page.read_text(encoding="utf-8"))


@case
def people_facts(work):
    """dates, consent, organisation: what comes round, what was allowed, who is where; each undone"""
    work.run("init")
    uid = work.run("member", "add", "Анна").strip()
    work.run("member", "edit", uid, "--birthday", "1990-02-29")
    same(work.lines("dates", "--since", "2027-02-01", "--days", "10"), [])
    came = work.one("dates", "--since", "2028-02-20", "--days", "10")
    same((came["day"], came["kind"], came["years"], came["member"]), ("2028-02-29", "birthday", 38, {"uid": uid, "name": "Анна"}))
    same(len(work.lines("dates", "--since", "2027-02-20", "--days", "12")), 1, "in a year without the day")
    check("Анна" in work.run("dates", "--since", "2028-02-20"))
    work.run("dates", "--since", "завтра", status=2)

    same(work.one("consent", "Анна", "contact", "given", "--until", "2030-01-01", "--evidence", "написала сама"), {"uid": uid})
    same(work.sql("SELECT purpose, state, evidence FROM consent"), [("contact", "given", "написала сама")])
    for args in (("Анна", "shoes", "given"), ("Анна", "contact", "maybe"), ("Анна", "contact", "given", "--until", "когда-нибудь")):
        work.run("consent", *args, status=2)
    work.run("consent", "nobody", "contact", "given", status=1)
    same(work.one("undo")["undone"], "consent")
    same(work.sql("SELECT count (*) FROM consent"), [(0,)])

    added = work.one("organisation", "add", "Библиотека", uid, "--role", "библиотекарь", "--kind", "sponsor")
    place = work.one("organisation", "list")
    same(added["uid"], place["uid"])
    same((place["name"], place["kind"], place["people"]), ("Библиотека", "sponsor", [{"uid": uid, "name": "Анна", "role": "библиотекарь"}]))
    work.run("organisation", "add", "Кафе", "--kind", "castle", status=2)
    work.run("consent", uid, "directory", "given")
    work.run("field", "add", "Наставник", "--kind", "member")
    work.run("field", "set", uid, "Наставник", work.run("member", "add", "Олег").strip())
    whole = work.one("member", uid)
    same((whole["organisations"], [(c["purpose"], c["holds"]) for c in whole["consents"]]),
         ([{"name": "Библиотека", "kind": "sponsor", "role": "библиотекарь"}], [("directory", True)]))
    same(whole["fields"], {"Наставник": work.one("member", "Олег")["uid"]})
    check("Наставник: Олег" in work.run("member", uid))
    for _ in range(5):
        work.run("undo")
    same(work.lines("organisation", "list"), [])
    same(work.one("check")["ok"], True)


@case
def search(work):
    """search: people, notes, messages in any word form; operators, kinds, what is not there"""
    work.run("init")
    anna = work.run("member", "add", "Анна Лебедева", "--city", "Казань", "--tag", "юрист", "--note", "снимала большую квартиру").strip()
    work.run("member", "add", "Олег Юристов", "--city", "Казань")
    found = work.lines("search", "казань")
    same(sorted(hit["title"] for hit in found if hit["kind"] == "member"), ["Анна Лебедева", "Олег Юристов"])
    check(all({"kind", "uid", "title", "text", "where", "at", "member"} <= set(hit) for hit in found), found)
    same([(hit["kind"], hit["member"]) for hit in work.lines("search", "tag:юрист")], [("member", anna)], "who has it, not all that is theirs")
    same([(hit["kind"], hit["member"]) for hit in work.lines("search", "tag:юрист квартира")], [("member", anna), ("note", anna)], "of her, and of that")
    same([hit["title"] for hit in work.lines("search", "казань -анна", "--kind", "member")], ["Олег Юристов"])
    note = work.one("search", "квартиры", "--kind", "note")
    same((note["kind"], note["member"]), ("note", anna))
    same(len(work.lines("search", "казань", "--limit", "1", "--kind", "member")), 1)
    same(work.lines("search", "небывальщина"), [])

    work.run("import", "telegram", str(DATA / "telegram/single.json"), "--me", "Вера Климова")
    said = work.lines("search", "договоры", "--kind", "message")
    check(any("договор" in hit["text"] for hit in said), said)
    same([hit["uid"] for hit in work.lines("search", "договор before:2001-01-01", "--kind", "message")], [])
    check("договор" in work.run("search", "договор"))
    for text in ("", "   ", "before:завтра"):
        work.run("search", text, status=2)
    work.run("search", "x", "--kind", "shoe", status=2)


@case
def duplicates(work):
    """pairs that look like one person and why; merge, split, never the same; each undone"""
    work.run("init")
    ivan = work.run("member", "add", "Иван Петрушевский", "--identity", "telegram:@ivan_petrushevsky", "--city", "Казань").strip()
    john = work.run("member", "add", "Ivan Petrushevsky", "--identity", "mastodon:@ivan_petrushevsky@club.example", "--city", "Пермь",
                    "--tag", "python").strip()
    work.run("member", "add", "Мария Петрушевская", "--identity", "telegram:@maria_p")
    pair = work.one("duplicates")
    same(({pair["a"], pair["b"]}, list(pair)), ({ivan, john}, ["a", "b", "score", "reasons"]))
    same([reason["what"] for reason in pair["reasons"]], ["same-handle", "same-name", "rare-name", "other-city"])
    check(pair["score"] >= 80 and all(reason["points"] and reason["text"] for reason in pair["reasons"]), pair)
    same(len(work.lines("duplicates", "--all")), 1, "his sister is nobody's duplicate")

    before = work.lines("members")
    same(work.run("merge", ivan, john, "--keep", "city=b").strip(), ivan)
    both = work.one("member", ivan)
    same((both["city"], both["tags"], len(both["identities"])), ("Пермь", ["python"], 2))
    same((len(work.lines("members")), work.lines("duplicates")), (2, []))
    same(work.one("member", john)["uid"], ivan, "the other uid leads there")
    same(work.one("undo")["undone"], "merge")
    same(work.lines("members"), before)
    work.run("redo")
    same(work.one("split", "Иван Петрушевский"), {"uid": john})
    same(work.lines("members"), before)
    same(work.one("member", ivan)["city"], "Казань")
    same(work.one("undo")["undone"], "split")
    same(work.run("split", ivan, john).strip(), john)

    work.run("never-same", john, ivan)
    same(work.lines("duplicates", "--all"), [])
    same(work.one("undo")["undone"], "never-same")
    same(work.one("duplicates")["score"], pair["score"])
    check("Мария" in work.run("split", "Мария Петрушевская", status=1))
    check("one member" in work.run("merge", ivan, ivan, status=1))
    check("shoe=b" in work.run("merge", ivan, john, "--keep", "shoe=b", status=2))
    same(work.one("check"), {"ok": True, "findings": []})


def main():
    chosen = [function for function in CASES if function.__name__ in sys.argv[2:] or not sys.argv[2:]]
    if unknown := set(sys.argv[2:]) - {function.__name__ for function in CASES}:
        sys.exit(f"no such case: {', '.join(sorted(unknown))}")
    print(f"1..{len(chosen)}")
    bad = 0
    for number, function in enumerate(chosen, 1):
        with tempfile.TemporaryDirectory(prefix="veche-cli-") as folder:
            try:
                function(Workspace(folder))
                print(f"ok {number} {function.__name__}: {function.__doc__}", flush=True)
            except (Failed, subprocess.TimeoutExpired, json.JSONDecodeError, KeyError, IndexError) as error:
                bad += 1
                print(f"not ok {number} {function.__name__}: {function.__doc__}")
                print("# " + f"{type(error).__name__}: {error}".replace("\n", "\n# "), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
