# veche.py: Veche as the tests of the interface start and steer it.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import resource
import subprocess
import sys
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gi.repository import GLib
from uidrive import App

BUILD = os.path.abspath(sys.argv[1])
SHOTS = os.environ.get("UI_SHOTS")
# Roles differ between GTK 4.8 and 4.18.
BUTTON, ENTRY, ROW = ("button", "push button", "toggle button"), ("text box", "text", "entry"), ("list item",)
MENU_ITEM = ("menu item", "radio menu item", "check menu item")


class Veche(App):
    def __init__(self, *args, **kw):
        env = {"GSETTINGS_SCHEMA_DIR": BUILD + "/data", "VECHE_LOCALEDIR": BUILD + "/po", "G_DEBUG": "fatal-warnings"}
        super().__init__([BUILD + "/src/veche", *args], app_id="app.veche.Veche", size=(1180, 760), env=env, timeout=60, **kw)

    def start(self, *args):
        # Without a server GIO warns, and warnings are fatal here.
        self.write("XDG_DATA_HOME/dbus-1/services/org.freedesktop.Notifications.service", "[D-BUS Service]\nName=org.freedesktop.Notifications\n"
                   f"Exec=/usr/bin/python3 {os.path.join(os.path.dirname(os.path.abspath(__file__)), 'notices.py')}\n")
        super().start(*args)

    def page(self, name):
        """By its key: the sample community is not on the session bus."""
        self.key(f"alt+{('inbox', 'members', 'competencies', 'plan', 'tasks', 'feedback', 'knowledge', 'sources').index(name) + 1}")

    def shot_step(self, name):
        if SHOTS:
            self.shot(os.path.join(SHOTS, name + ".png"))

    def row(self, list_name, pattern):
        """A row of this list: the pages that are not shown stay in the tree, with rows of the same people."""
        found = self.find("list", list_name)
        return found.find(ROW, re.compile(pattern))

    def choose(self, list_name, pattern):
        """Clicks a row until it is the chosen one: a list that is still filling moves its rows away under the mouse."""
        for _ in range(4):
            row = self.row(list_name, pattern)
            row.mouse()
            end = time.monotonic() + 3
            while time.monotonic() < end:
                if "selected" in row.states:
                    return row
                time.sleep(.05)
        self.fail(f"{pattern!r} of {list_name!r} is not chosen")

    def mention(self, typed, pattern):
        """Opens a mention wherever it stands: what is urgent changes by the hour, and rows far below do not exist."""
        self.find("list", re.compile("^Mentions, "))
        self.key("ctrl+f"), self.type(typed)
        self.choose(re.compile("^Mentions, "), pattern)

    def press(self, name):
        self.find(BUTTON, name, where=lambda node: node.actions()).click()

    def undo(self):
        self.action("app.undo")

    def has_row(self, list_name, pattern):
        """For lists that are made anew at each change; toasts are too short to wait for, and the whole tree is slow to walk."""
        found = next(self.each("list", list_name), None)
        return found is not None and found.has_row(pattern)

    def gone(self, role, name):
        self.until(lambda: next(self.each(role, name), None) is None, f"{role} {name!r} is still there")

    def quit(self):
        """Must end by itself, with everything closed: the sanitizers report then."""
        self.key("ctrl+q")
        try:
            self.proc.wait(10)
        except subprocess.TimeoutExpired:
            try:
                self.action("app.quit")   # a key that is pressed while a dialog closes goes nowhere
            except GLib.Error as error:
                print(f"# {error.message}")   # it was about to end
            self.proc.wait(60)
        assert self.proc.returncode == 0, self.output()


def window(app, name):
    return app.until(lambda: next((w for w in app.children if w.name == name), None), f"no window {name!r}")


def closed(app, name):
    app.until(lambda: all(w.name != name for w in app.children), f"the window {name!r} stays")


def processor():
    """Seconds of it that this process and those that it waited for have had."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def tried(name, test, note):
    began, had = time.monotonic(), processor()
    try:
        test()
    except Exception:
        print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
        return False
    print(f"ok {name}{note}", flush=True)
    print(f"# {time.monotonic() - began:.1f} s, {processor() - had:.1f} of them of a processor", flush=True)
    return True


def run(module, nightly):
    """Runs what the command line names, else all of the module's tests: NAME…, PART/PARTS without the nightly ones, "nightly"."""
    asked, tests = sys.argv[2:], [(name[5:], test) for name, test in list(module.items()) if name.startswith("test_")]
    chosen = [(name, test) for name, test in tests if name in asked or not asked]
    if asked and re.fullmatch(r"\d/\d", asked[0]):
        part, parts = map(int, asked[0].split("/"))
        chosen = [(name, test) for name, test in tests if name not in nightly][part - 1::parts]
    elif asked == ["nightly"]:
        chosen = [(name, test) for name, test in tests if name in nightly]
        assert len(chosen) == len(nightly)
    elif unknown := set(asked) - {name for name, test in tests}:
        sys.exit(f"no such test: {', '.join(sorted(unknown))}")
    print(f"1..{len(chosen)}", flush=True)
    # Keys and clicks pass through an X server and a window manager: on a busy machine one may come too early. A second try, after all the
    # others, tells that from a defect; what went wrong the first time is kept, and the summary names the test.
    failed = [(name, test) for name, test in chosen if not tried(name, test, "")]
    lost = [name for name, test in failed if not tried(name, test, " # again")]
    for name in lost:
        print(f"not ok {name}", flush=True)
    return bool(lost)


def nameless(app):
    roles = BUTTON + ENTRY + ROW + ("search box", "combo box", "check box", "switch", "list")
    inner = {part.path for drop in app.each("combo box") for part in drop.each(BUTTON)}      # one thing with what they stand in, which has the name
    return [repr(node) for node in app.each(roles) if node.path not in inner and re.fullmatch(r"|(Gtk|Adw|Veche)\w+", node.name)]
