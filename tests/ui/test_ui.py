#!/usr/bin/python3
# test_ui.py: the program as a person meets it.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_ui.py BUILD_DIR [NAME…]     TAP on stdout; UI_SHOTS=FOLDER keeps a picture of each step"""
import os
import re
import sys
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from uidrive import App, GLib

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(sys.argv[1])
EXPORT = os.path.join(HERE, "..", "data", "telegram", "single.json")
SHOTS = os.environ.get("UI_SHOTS")
# Roles differ between GTK 4.8 and 4.18.
BUTTON, ENTRY, ROW = ("button", "push button", "toggle button"), ("text box", "text", "entry"), ("list item",)


class Veche(App):
    def __init__(self, *args, **kw):
        env = {"GSETTINGS_SCHEMA_DIR": BUILD + "/data", "VECHE_LOCALEDIR": BUILD + "/po", "G_DEBUG": "fatal-warnings"}
        super().__init__([BUILD + "/src/veche", *args], app_id="app.veche.Veche", size=(1180, 760), env=env, **kw)

    def page(self, name):
        self.action("win.show-page", GLib.Variant("s", name))

    def shot_step(self, name):
        if SHOTS:
            self.shot(os.path.join(SHOTS, name + ".png"))

    def row(self, list_name, pattern):
        """A row of this list: the pages that are not shown stay in the tree, with rows of the same people."""
        found = self.find("list", list_name)
        return found.find(ROW, re.compile(pattern))

    def press(self, name):
        self.find(BUTTON, name, where=lambda node: node.actions()).click()

    def undo(self):
        self.action("app.undo")

    def quit(self):
        """Must end by itself, with everything closed: the sanitizers report then."""
        self.key("ctrl+q")
        self.proc.wait(10)
        assert self.proc.returncode == 0, self.output()


def test_import_find_tag_undo():
    with Veche(EXPORT) as app:
        app.find(ENTRY, "Your @name there, if you have one").set_text("vera_mayak")
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 2 open")
        app.shot_step("imported")

        app.page("members")
        app.key("ctrl+f"), app.type("shubin")
        row = app.row("1 person", "^Олег Шубин")
        row.mouse()
        app.until(lambda: "selected" in row.states, "the person is not selected")
        app.find("list", "Timeline").find(ROW, re.compile("^Reply to Анна Лебедева"))
        app.find(ENTRY, "Add a tag").set_text("помощник")
        app.find(ENTRY, "Add a tag").mouse(), app.key("Return")
        app.find(BUTTON, "Remove the tag “помощник”")
        app.shot_step("tagged")
        app.undo()
        app.until(lambda: next(app.each(BUTTON, "Remove the tag “помощник”"), None) is None, "the tag stays after undo")
        app.quit()


def test_mentions_from_the_keyboard():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", re.compile(r"^Mentions, 1 open"))
        app.row("Mentions, 1 open", "James Carter").mouse()
        app.key("e")
        app.find("label", "Everyone Has an Answer")
        app.shot_step("all-done")
        app.key("ctrl+z")
        app.row("Mentions, 1 open", "James Carter")
        app.quit()


def test_import_is_undone():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 1 open")
        app.key("ctrl+z")
        app.find("label", "Undone: single.json")
        app.page("members")
        app.find("label", "0 people")
        app.quit()


def main():
    tests = [(name[5:], test) for name, test in list(globals().items()) if name.startswith("test_")]
    chosen = [(name, test) for name, test in tests if name in sys.argv[2:] or not sys.argv[2:]]
    failed = 0
    print(f"1..{len(chosen)}")
    for number, (name, test) in enumerate(chosen, 1):
        try:
            test()
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failed += 1
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()) + f"not ok {number} {name}", flush=True)
    return failed > 0


sys.exit(main())
