#!/usr/bin/python3
# test_session.py: a morning in the Inbox, by keyboard only, as a manager has it.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_session.py BUILD_DIR [MENTIONS]     TAP on stdout; UI_SHOTS=FOLDER keeps pictures

Mentions of a fixed seed come in by the command line; then nothing but keys: read, reply with a template, ask an expert, label, assign, snooze, done,
undo, many at once.  After every act: which row is selected and focused, how many are left, that nothing was sent twice."""
import datetime
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from uidrive import Look, Node
from veche import BUILD, BUTTON, ENTRY, Veche

MENTIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 12
TEXTS = ("@vera как вступить в клуб?", "@vera где сегодня встреча и во сколько начало?", "@vera спасибо за прошлый раз, было очень тепло",
         "@vera запись встречи опять не открывается, сколько можно", "@vera а можно предложить тему про базы данных?", "@vera кто поможет с PostgreSQL?")
# What a key of the us layout is in the Russian one, as X names it.
TWINS = {"j": "Cyrillic_o", "k": "Cyrillic_el", "e": "Cyrillic_u", "r": "Cyrillic_ka", "s": "Cyrillic_yeru", "x": "Cyrillic_che", "l": "Cyrillic_de",
         "a": "Cyrillic_ef", "ctrl+z": "ctrl+Cyrillic_ya"}
# Words of the interface by language.
WORDS = {"en": {"mentions": "^Mentions, ", "reply": "Your reply"}, "ru": {"mentions": "^(Обращения|Упоминания), ", "reply": "Ваш ответ"}}
NAMED = ("button", "push button", "toggle button", "check box", "checkbox", "text box", "text", "entry", "list item", "switch", "spin button", "combo box",
         "menu item", "link", "radio button", "tab")


def cli(workspace, *args):
    run = subprocess.run([BUILD + "/src/veche-cli", "--workspace", workspace, *args], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, f"{args}: {run.stderr}"
    return run.stdout


def make(folder):
    """A community of so many mentions, a template, an expert and a colleague; what is sent stays here."""
    dice, now, path = random.Random(20261122), datetime.datetime.now(datetime.timezone.utc), os.path.join(folder, "club.veche")
    said = [{"author": "Вера Климова", "author_id": "vera", "handle": "vera", "text": "Всем привет", "at": now - datetime.timedelta(days=30), "id": "v"}]
    for i in range(20):
        said.append({"author": "Тимур Галиев", "author_id": "timur", "handle": "timur_g", "id": f"t{i}", "at": now - datetime.timedelta(days=20, minutes=-i),
                     "text": "PostgreSQL: индексы, репликация и резервные копии. Спрашивайте, помогу"})
    for i in range(MENTIONS):
        said.append({"author": f"Гость {i:03}", "author_id": f"g{i}", "handle": f"guest_{i}", "text": TEXTS[i % len(TEXTS)], "id": f"m{i}",
                     "at": now - datetime.timedelta(minutes=dice.randrange(30, 60 * 40))})
    export = os.path.join(folder, "said.jsonl")
    with open(export, "w", encoding="utf-8") as f:
        for one in sorted(said, key=lambda one: one["at"]):
            f.write(json.dumps(one | {"platform": "telegram", "channel": "Клуб", "at": one["at"].strftime("%Y-%m-%dT%H:%M:%SZ")}, ensure_ascii=False) + "\n")
    cli(path, "init")
    cli(path, "import", "jsonl", export, "--me", "vera")
    cli(path, "faq", "add", "Адрес", "--kind", "template", "--code", "adr", "--body", "Ленина, 44, в семь вечера")
    with sqlite3.connect(path) as db:   # a source of the sample kind takes replies and sends them nowhere
        db.execute("INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'Клуб', 'https://club.example', 1)")
        db.execute("UPDATE channel SET source_id = (SELECT id FROM source WHERE uid = 's1')")
        db.execute("UPDATE member SET role = 'moderator' WHERE name = 'Тимур Галиев'")
    return path


class Session(Veche):
    def __init__(self, path, words="en", layout="us", **kw):
        self.workspace, self.spoken, self.layout = path, WORDS[words], layout
        self.took, self.asks, self.lists, self.composer = [], 0, None, None
        super().__init__(path, **kw)

    def start(self, *args):
        super().start(*args)
        self.lay(self.layout)

    def lay(self, layout):
        """The keyboard is Russian but while letters of the other script are typed."""
        if self.layout == "ru":
            subprocess.run(["setxkbmap", "-layout", layout], env=self.env, timeout=20, check=True)

    def type(self, text):
        self.lay("us")
        super().type(text)
        if self.layout == "ru":   # keys mean what the layout says when they are read: a busy program reads them late
            self.until(lambda: (at := self.focus()) and at[0].text.endswith(text), f"{text!r} is not there")
        self.lay("ru")

    # What is kept

    def ask_file(self, sql):
        with sqlite3.connect(f"file:{self.workspace}?mode=ro", uri=True, timeout=20) as db:
            return db.execute(sql).fetchall()

    def count(self, sql): return self.ask_file("SELECT count(*) FROM " + sql)[0][0]

    # What is seen

    def list(self):
        if self.lists is None:
            self.lists = self.find("list", re.compile(self.spoken["mentions"]))
        return self.lists

    def rows(self):
        """(name, states) of each row but headings, in order."""
        look = Look(self)
        return [(re.match(r"Гость \d+", it.name)[0], it.has("selected"), it.has("focused")) for it in look.under(self.list()) if it.name.startswith("Гость")]

    def at(self):
        """The row that is selected and focused, if it is one and the same; None while it is not."""
        rows = self.rows()
        chosen, focused = [name for name, selected, _ in rows if selected], [name for name, _, focus in rows if focus]
        return chosen[0] if len(chosen) == 1 and chosen == focused else None

    def after(self, who, gone=()):
        """Who comes next in the list, those left out that go."""
        names = [name for name, *_ in self.rows()]
        rest = [name for name in names[names.index(who) + 1:] if name not in gone]
        return rest[0] if rest else next((name for name in reversed(names[:names.index(who)]) if name not in gone), None)

    def beside(self, who):
        """(neighbour, key there, key back): the next row, of the last one that before it; None where it is alone."""
        names = [name for name, *_ in self.rows()]
        at = names.index(who)
        if at + 1 < len(names):
            return names[at + 1], "j", "k"
        return (names[at - 1], "k", "j") if at else None

    # What is done

    def press(self, *chords):
        self.focused()
        self.x("key", "--clearmodifiers", *[TWINS.get(chord, chord) if self.layout == "ru" else chord for chord in chords])

    def act(self, fn, what, *chords):
        """Presses and waits for what must come of it; how long that took is the program's share, the driver's own included."""
        began = time.monotonic()
        self.press(*chords)
        got = self.until(fn, what)
        self.took.append(time.monotonic() - began)
        return got

    def moved_to(self, who, what, *chords):
        if who is None:
            return self.act(lambda: not self.rows() or self.at(), what, *chords)
        return self.act(lambda: self.at() == who, f"{what}: {who} is not selected and focused", *chords)

    def focus(self):
        """(widget, role) that has the keyboard, whatever it is; None while nothing has it."""
        look = Look(self)
        at = next(iter(look.shown([it for it in look.items.values() if it.has("focused")])), None)
        return at and ((node := Node(self, at.bus, at.path)), node.role)

    def has_focus(self, role, name=None):
        """The focused widget, when it is of this role."""
        at = self.focus()
        return at[0] if at and at[1] in role and (name is None or at[0].matches(name)) else None

    def draft(self):
        """The composer is one for all mentions: it is looked for once."""
        if self.composer is None or not self.composer.shown():
            self.composer = self.find(ENTRY, self.spoken["reply"])
        return self.composer

    def writing(self): return "focused" in self.draft().states

    def no_double(self):
        twice = self.ask_file("SELECT interaction_id, count(*) FROM outbox GROUP BY interaction_id HAVING count(*) > 1")
        assert not twice, f"sent twice: {twice}"

    # The acts; each begins and ends on the list

    def read(self, who):
        if there := self.beside(who):
            self.moved_to(there[0], "there", there[1])
            self.moved_to(who, "back", there[2])

    def done(self, who):
        left = self.count("triage WHERE state = 'done'")
        self.moved_to(self.after(who, {who}), "done", "e")
        self.until(lambda: self.count("triage WHERE state = 'done'") == left + 1, "it is not done")

    def undo(self, who):
        self.done(who)
        self.act(lambda: who in [name for name, *_ in self.rows()], "it does not come back", "ctrl+z")
        self.until(lambda: self.at(), "no row is selected and focused after the undo")

    def template(self, who):
        sent = self.count("outbox")
        goes = self.after(who, {who})
        self.act(self.writing, "the composer is not focused", "r")
        self.type("/adr")
        self.act(lambda: self.draft().text.strip().endswith("в семь вечера"), "the template is not there", "Tab")
        self.moved_to(goes, "sent and done", "ctrl+shift+Return")
        self.until(lambda: self.count("outbox") == sent + 1, "nothing was sent")
        self.no_double()

    def snooze(self, who):
        slept = self.count("triage WHERE state = 'snoozed'")
        goes = self.after(who, {who})
        self.act(lambda: not self.at(), "no popover", "s")
        self.moved_to(goes, "snoozed", "Return")
        self.until(lambda: self.count("triage WHERE state = 'snoozed'") == slept + 1, "it is not snoozed")

    def label(self, who):
        labelled = self.count("triage_label")
        self.act(lambda: self.has_focus(ENTRY), "no entry for the label", "l")
        self.type("zal")
        self.moved_to(who, "labelled", "Return")
        self.until(lambda: self.count("triage_label") == labelled + 1, "no label")

    def expert(self, who):
        """Who can answer this stands above the composer, a few keys back from it."""
        asked, sent, goes = self.count("ask"), self.count("outbox"), self.after(who, {who})
        self.act(self.writing, "the composer is not focused", "r")
        self.find(BUTTON, "Тимур Галиев")
        way, at = [], self.until(self.focus, "nothing has the keyboard")
        while not (at[1] in BUTTON and at[0].matches("Тимур Галиев")):
            way.append(at)
            assert len(way) < 20, f"the expert can't be reached by keys: {[repr(n) for n, _ in way]}"
            self.press("ctrl+shift+Tab")
            at = self.until(lambda: (now := self.focus()) and now[0].path != way[-1][0].path and now, f"Tab goes on nowhere from {way[-1][0]!r}", 20)
        self.act(lambda: self.draft().text.startswith("@timur_g"), "the expert is not in the reply", "space")
        self.act(self.writing, "the composer is not focused again", "Tab")
        self.type("help please")
        self.moved_to(goes, "sent and done", "ctrl+shift+Return")
        self.until(lambda: self.count("outbox") == sent + 1 and self.count("ask") == asked + 1, "nobody was asked")
        self.asks += 1
        self.no_double()

    def said(self, who):
        return self.ask_file(f"SELECT i.text FROM interaction AS i JOIN member AS m ON m.id = i.member_id WHERE m.name = '{who}'")[0][0]

    def assign(self, who):
        owned = self.count("triage WHERE owner_id IS NOT NULL")
        self.act(lambda: not self.at(), "no popover", "a")
        self.moved_to(who, "assigned", "Return")
        self.until(lambda: self.count("triage WHERE owner_id IS NOT NULL") == owned + 1, "nobody owns it")

    def many(self, who):
        left = self.count("triage WHERE state = 'done'")
        there = self.beside(who)
        if there is None:
            return self.done(who)
        self.press("x"), self.moved_to(there[0], "there", there[1]), self.press("x")
        self.act(lambda: self.count("triage WHERE state = 'done'") == left + 2, "not both are done", "e")
        self.until(lambda: self.at() or not self.rows(), "no row is selected and focused after many were done")

    def nameless(self):
        """Widgets of the Inbox that the keyboard reaches and a screen reader has no word for."""
        look = Look(self)
        def unsaid(it):   # GTK 4.8 calls what has no name by its type
            said = look.words(it) + look.held(it)
            return not any(word.strip() for word in [re.sub("^(Gtk|Adw|Veche)[A-Z][A-Za-z]*$", "", said[0]), *said[2:]])
        return [f"{self.roles[it.path]} {it.description}" for it in look.of_role(list(look.under(self.children[0])), NAMED) if unsaid(it)]


def morning(app, acts, limit=None):
    """One act for each mention in turn, until none is left or so many were tried."""
    app.list()
    app.until(lambda: app.count("triage WHERE judged < 2") == 0, "not all are judged")
    app.until(lambda: app.at(), "no row is selected and focused at the start")
    began, n, ask, before = time.monotonic(), 0, MENTIONS // 8 if limit is None else 0, len(app.rows())
    while n != limit and app.rows():
        who = app.until(app.at, "no row is selected and focused")
        act = "expert" if app.asks < ask and "PostgreSQL" in app.said(who) else acts[(n - app.asks) % len(acts)]
        try:
            getattr(app, act)(who)
        except AssertionError as error:
            raise AssertionError(f"{act} of {who} ({n}): {error}") from error
        if act in ("read", "label", "assign"):
            app.done(app.at())
        n += 1
    app.no_double()
    assert app.asks == ask, f"an expert was asked {app.asks} times"
    spent, share, gone = time.monotonic() - began, sum(app.took), before - len(app.rows())
    print(f"# {gone} mentions off the list by {n} acts, {app.asks} experts asked, {len(app.took)} keys: {share:.1f} s from key to settled,"
          f" {share / max(gone, 1):.2f} s a mention, slowest {max(app.took):.2f} s; {spent:.1f} s with the driver", flush=True)
    if limit is None:
        assert gone == MENTIONS and app.count("triage WHERE state = 'open'") == 0, f"{gone} of {MENTIONS} went"


ACTS = ("read", "template", "snooze", "label", "assign", "undo", "done", "many")


def named(app):
    # A row that goes away while it is asked has no name either.
    app.until(lambda: not app.nameless(), f"no word for a screen reader: {app.nameless()}", 10)


def test_by_keyboard(folder):
    with Session(make(folder)) as app:
        app.until(app.at, "no row is selected and focused")
        named(app)
        morning(app, ACTS)
        named(app)
        app.shot_step("session")
        app.quit()


SHORT = ("template", "snooze", "assign", "undo", "many")
WHOLE = MENTIONS > 50


def test_in_the_russian_layout(folder):
    with Session(make(folder), layout="ru") as app:
        morning(app, ACTS if WHOLE else SHORT, None if WHOLE else 5)
        app.quit()


def test_in_russian(folder):
    with Session(make(folder), words="ru", layout="ru", lang="ru_RU") as app:
        app.until(app.at, "no row is selected and focused")
        named(app)
        morning(app, ACTS if WHOLE else SHORT, None if WHOLE else 5)
        app.quit()


def main():
    tests = [(name[5:], test) for name, test in list(globals().items()) if name.startswith("test_") and (name[5:] in sys.argv[3:] or not sys.argv[3:])]
    print(f"1..{len(tests)}", flush=True)
    bad = 0
    for name, test in tests:
        for note in ("", " # again"):
            with tempfile.TemporaryDirectory(prefix="veche-session-") as folder:
                try:
                    test(folder)
                    print(f"ok {name}{note}", flush=True)
                    break
                except Exception:
                    print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
        else:
            bad += 1
            print(f"not ok {name}", flush=True)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
