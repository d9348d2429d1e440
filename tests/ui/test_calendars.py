#!/usr/bin/python3
# test_calendars.py: calendars as files and as servers, both ways.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_calendars.py BUILD_DIR [NAME… | PART/PARTS]     TAP on stdout; UI_SHOTS=FOLDER keeps a picture of each step"""
import contextlib
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from veche import BUILD, BUTTON, ENTRY, MENU_ITEM, ROW, Veche, closed, run, window

SMALL = 4096      # bytes of a file that still find room


class Bold(Veche):
    """A file that finds no room is an error for it, not the end."""

    def start(self, argv, *args):
        super().start(["env", "--ignore-signal=XFSZ", *argv], *args)


class Installed(Veche):
    """The desktop knows the kinds of our files."""

    def start(self, *args):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "app.veche.Veche.mime.xml"), encoding="utf-8") as file:
            kinds = self.write("XDG_DATA_HOME/mime/packages/app.veche.Veche.xml", file.read())
        subprocess.run(["update-mime-database", os.path.dirname(os.path.dirname(kinds))], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        super().start(*args)


def workspace(folder, *commands):
    # In a folder of its own: a chooser within the program looks into each file that it shows and does not know, and takes its locks away.
    os.mkdir(os.path.join(folder, "w"))
    file = os.path.join(folder, "w", "w.veche")
    for words in (["init", "--community", "Клуб"], *commands):
        subprocess.run([BUILD + "/src/veche-cli", "--workspace", file, *words], check=True, stdout=subprocess.DEVNULL)
    return file


def evening(title): return ["event", "add", title, "--starts", "2036-12-05T19:00", "--tz", "Europe/Moscow"]


def more(app, item):
    app.page("plan")
    app.find(BUTTON, "More", where=lambda node: node.actions()).click()
    app.find(MENU_ITEM, re.compile(item)).click()


def save_as(app, path):
    """All of the plan under this name; the chooser has closed then."""
    more(app, "Save All as a Calendar…")
    chooser = window(app, "Save as a Calendar")
    chooser.find(ENTRY).set_text(path)
    chooser.find(BUTTON, "Save").click()
    closed(app, "Save as a Calendar")


def question(app):
    return app.until(lambda: next((w for w in app.children if next(w.each(BUTTON, "Replace"), None)), None), "nothing is asked")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_calendar_replaces_only_when_told_and_only_whole():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "plan.ics")
        file = workspace(folder, evening("Осенняя встреча"), *([evening(f"Встреча {i}, про которую сказано много, много и ещё больше слов") for i in range(30)]))
        with open(path, "w", encoding="utf-8") as out:
            out.write("what was here before")
        with Bold(file) as app:
            save_as(app, path[:-4])
            app.shot_step("replace-calendar")
            question(app).find(BUTTON, "Cancel").click()
            app.gone(BUTTON, "Replace")
            assert read(path) == "what was here before"

            _, hard = resource.prlimit(app.proc.pid, resource.RLIMIT_FSIZE)
            save_as(app, path[:-4])
            ask = question(app)
            resource.prlimit(app.proc.pid, resource.RLIMIT_FSIZE, (SMALL, hard))
            ask.find(BUTTON, "Replace").click()
            app.find("label", re.compile("space|large|plan.ics"))
            app.shot_step("replace-calendar-full")
            resource.prlimit(app.proc.pid, resource.RLIMIT_FSIZE, (hard, hard))
            assert read(path) == "what was here before"
            assert sorted(os.listdir(folder)) == ["plan.ics", "w"], os.listdir(folder)

            save_as(app, path[:-4])
            question(app).find(BUTTON, "Replace").click()
            app.until(lambda: "SUMMARY:Осенняя встреча" in read(path), "the file is not replaced")
            app.quit()


def locks(app, file):
    """How many of the program's locks hold these files: what reads them from outside would else take the file for left behind."""
    inodes = {os.stat(file + end).st_ino for end in ("", "-shm")}
    with open("/proc/locks", encoding="ascii") as lines:
        fields = [line.split() for line in lines if "->" not in line]
    return sum(int(one[4]) == app.proc.pid and int(one[5].rsplit(":", 1)[1]) in inodes for one in fields)


def test_chooser_leaves_the_workspace_its_locks():
    if not shutil.which("update-mime-database"):
        print("# not tried: update-mime-database is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        file = workspace(folder)
        with Installed(file) as app:
            app.find("label", "0 open")
            held = locks(app, file)
            assert held >= 2, held
            more(app, "Save All as a Calendar…")
            window(app, "Save as a Calendar")
            app.key("ctrl+l"), app.type(os.path.dirname(file) + "/")
            time.sleep(3)      # it looks into what is there to complete the name, and tells nobody
            assert locks(app, file) == held
            app.quit()


def calendar(*parts):
    """A file, of lines of its entries."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//X//EN", *parts, "END:VCALENDAR", ""])


def entry(uid, title, *lines, kind="VEVENT"):
    return "\r\n".join([f"BEGIN:{kind}", f"UID:{uid}", "DTSTAMP:20261101T100000Z", f"SUMMARY:{title}", *lines, f"END:{kind}"])


# One of each kind, and what can't be taken over.
CLUB_TIME = ("BEGIN:VTIMEZONE", "TZID:Club Time", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0545", "TZOFFSETTO:+0545", "END:STANDARD", "END:VTIMEZONE")
ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT30M", "END:VALARM")
MIXED = calendar(
    *CLUB_TIME, entry("zone", "По времени клуба", "DTSTART;TZID=Club Time:20370110T190000", "DTEND;TZID=Club Time:20370110T210000"),
    entry("nowhere", "Неизвестно где", "DTSTART;TZID=Nowhere/Land:20370110T190000"),
    entry("day", "Весь день", "DTSTART;VALUE=DATE:20370308", "DTEND;VALUE=DATE:20370309"),
    entry("night", "Новый год", "DTSTART;TZID=Europe/Moscow:20361231T220000", "DTEND;TZID=Europe/Moscow:20370101T020000"),
    entry("guests", "С гостями", "DTSTART:20370201T100000Z", "ORGANIZER:mailto:boss@x.example", "ATTENDEE;CN=Вера:mailto:vera@x.example",
          "ATTENDEE:mailto:nobody@x.example", *ALARM),
    entry("weekly", "Вопрос недели", "DTSTART;TZID=Europe/Berlin:20370105T190000", "RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE;TZID=Europe/Berlin:20370119T190000"),
    entry("weekly", "Вопрос недели, во вторник", "RECURRENCE-ID;TZID=Europe/Berlin:20370112T190000", "DTSTART;TZID=Europe/Berlin:20370113T180000"),
    entry("bad", "В день, которого нет", "DTSTART:20370230T100000Z"),
    entry("todo", "Снять зал", "DUE;VALUE=DATE:20370115", kind="VTODO"))


def listed(file):
    with contextlib.closing(sqlite3.connect(f"file:{urllib.parse.quote(file)}?mode=ro", uri=True)) as db:
        return [title for (title,) in db.execute("SELECT title FROM event")]


def bring(app, folder, text):
    """The dialog that shows what a file of this text would do."""
    path = os.path.join(folder, "in.ics")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    more(app, "Bring a Calendar In…")
    window(app, "Bring a Calendar In")
    app.key("ctrl+l"), app.type(path), app.key("Return")
    closed(app, "Bring a Calendar In")
    return window(app, "Calendar")


def refuses(button):
    try:
        button.click()
    except AssertionError:
        return True
    return False


def told(app, folder, text, sentence):
    dialog = bring(app, folder, text)
    dialog.find("label", re.compile(sentence))
    assert refuses(dialog.find(BUTTON, "Bring In"))
    app.shot_step("calendar-" + re.sub(r"\W+", "-", sentence))
    app.key("Escape")
    closed(app, "Calendar")


def test_calendar_is_looked_at_brought_in_updated_and_undone():
    with tempfile.TemporaryDirectory() as folder:
        file = workspace(folder, ["member", "add", "Вера", "--identity", "email:vera@x.example"])
        with Veche(file) as app:
            told(app, folder, "", "There is nothing in it")
            told(app, folder, "<html>Sign in</html>", "It is no calendar")
            told(app, folder, calendar("BEGIN:VEVENT", "UID:a", "END:VTODO"), "It is damaged in line 6")
            told(app, folder, calendar(*(entry(i, "x", "DTSTART:20370101T100000Z") for i in range(100000))), "more than is read of one calendar")
            told(app, folder, calendar(), "no events and no tasks")

            dialog = bring(app, folder, MIXED)
            dialog.find("label", "7 new, 2 left out")
            app.shot_step("calendar-in")
            dialog.find("label", "Left out: its time zone is unknown")
            dialog.find("label", "New\nWithout: who invites, people whose address nobody here has")
            dialog.find(BUTTON, "Bring In").click()
            app.find("label", "7 entries are in the plan now")

            dialog = bring(app, folder, MIXED.replace("Весь день", "Весь день в лесу").replace("T220000", "T230000"))
            dialog.find("label", "2 will change, 5 already here, 2 left out")
            dialog.find("label", "Will change: title")
            app.shot_step("calendar-changed")
            dialog.find(BUTTON, "Bring In").click()
            app.find("label", "2 entries are in the plan now")
            assert "Весь день в лесу" in listed(file)
            app.undo()
            app.until(lambda: "Весь день в лесу" not in listed(file) and "Весь день" in listed(file), "the update is not taken back")
            app.undo()
            app.until(lambda: not listed(file), "what came is not taken back")
            app.quit()


def switch_on(app, dialog, name, entry):
    """It may stand below what is in sight: from the entry before it by keys, which scroll there."""
    dialog.find(ENTRY, entry).mouse()
    for _ in range(12):
        app.key("Tab")
        if any("focused" in node.states for node in dialog.each(ROW, name)):
            app.key("space")
            return
    app.fail(f"{name!r} is not reached")


def connect(dialog, url, user, password, says):
    for entry, text in (("Address of the server or the calendar", url), ("User name", user), ("Password", password)):
        dialog.find(ENTRY, entry).set_text(text)
    dialog.find(BUTTON, "Connect").click()
    dialog.find("label", re.compile(says))


def test_caldav_is_connected_and_its_troubles_are_told():
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "real"))
    from caldav import Radicale, Safe, ics
    if not shutil.which("radicale") or not shutil.which("openssl"):
        print("# not tried: Radicale is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "open")), os.mkdir(os.path.join(folder, "safe"))
        server, safe = Radicale(os.path.join(folder, "open")), Safe(os.path.join(folder, "safe"))
        try:
            server.make(server.club)
            server.put(server.club + "phone.ics", ics("phone", "С телефона"))
            with Veche(workspace(folder)) as app:
                app.page("sources")
                app.find("label", "No Sources Yet")
                app.key("ctrl+n")
                dialog = window(app, "Connect a Source")
                dialog.find(ROW, "CalDAV Calendar")
                rows = [row.name for row in dialog.each(ROW)]
                for _ in range(rows.index("CalDAV Calendar")):
                    app.key("Down")
                app.key("Return")
                connect(dialog, server.url, "ann", "x", "is not secure. Use https, or switch on “This is my own server”")
                switch_on(app, dialog, "This is my own server", "Password")
                connect(dialog, "http://127.0.0.1:1/", "ann", "x", "^Nobody answers at this address")
                connect(dialog, server.url, "ann", "x", "^The name or the password is not right")
                app.shot_step("caldav-password")
                connect(dialog, safe.url, "ann", safe.password, "^This computer does not trust the certificate")
                app.shot_step("caldav-certificate")
                connect(dialog, server.url, "ann", server.password, "^You are @ann there")
                dialog.find(BUTTON, "Add Source").click()
                closed(app, "Connect a Source")
                app.find("label", "The plan and this calendar follow each other")
                app.find("label", re.compile("1.entry shared"))
                app.shot_step("caldav-connected")
                server.stop()
                app.find(name="VecheSourceRow").find(BUTTON, "More", where=lambda node: node.actions()).click()
                app.find(MENU_ITEM, "Sync Now").click()
                app.find("label", re.compile("^The plan stays as it is"))
                app.shot_step("caldav-trouble")
                app.quit()
        finally:
            server.stop(), safe.stop()


if __name__ == "__main__":
    sys.exit(run(globals(), ()))
