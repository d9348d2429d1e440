#!/usr/bin/python3
# test_plan.py: a quarter, from an idea to what it did.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_plan.py BUILD_DIR [NAME… | PART/PARTS]     TAP on stdout; UI_SHOTS=FOLDER keeps a picture of each step
PART/PARTS leaves out the long ones: "nightly" runs these."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from veche import BUTTON, ENTRY, ROW, Veche, closed, run, window


def test_task_is_written_down_done_and_brought_back():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("tasks")
        app.find(ENTRY, "New task").set_text("Позвонить Ане завтра")
        app.find(ENTRY, "New task").mouse(), app.key("Return")
        app.until(lambda: app.has_row("Tasks", "^Позвонить Ане, to do, tomorrow"), "the task is not there, or not tomorrow's")
        app.choose("Tasks", "^Позвонить Ане")
        app.shot_step("tasks")
        app.key("d")
        app.until(lambda: not app.has_row("Tasks", "^Позвонить Ане"), "the task is not done")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Tasks", "^Позвонить Ане, to do"), "the task does not come back")


def staff(app, role, nth):
    """Finds somebody for the role, invites them; returns whom."""
    app.press(f"Find someone for “{role}”")
    app.find("label", f"Who could take “{role}”")
    invite = app.find(BUTTON, re.compile("^Invite .+"), nth=nth)
    name = invite.name.removeprefix("Invite ")
    invite.click()
    dialog = window(app, f"Invite {name}")
    app.until(lambda: name.split()[0] in dialog.find(ENTRY, "Message").text, "no draft for them")
    dialog.find(BUTTON, "Invite").click()
    closed(app, f"Invite {name}")
    app.find(BUTTON, f"What did {name} answer?")
    return name


def test_project_from_a_kind_is_staffed_and_undone():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        # The sample has an idea for the next quarter; the one after it is empty.
        app.find(BUTTON, re.compile("Next Quarter|^Next$")).click()
        app.press("Choose the Work")
        app.find(ENTRY, "Title").set_text("Весенний сбор")
        app.find(("combo box", *ROW), re.compile("^Kind")).mouse()
        app.key("Down"), app.key("Return")
        app.press("Save")
        app.find("label", "Весенний сбор")
        app.find(BUTTON, re.compile("^Edit the role “Speakers”"))
        app.find(BUTTON, re.compile("^Find the speakers|^Find hosts and speakers"))
        app.shot_step("made")
        asked = [staff(app, role, nth) for role, nth in (("Hosts", 0), ("Speakers", 0), ("Help on the spot", 0))]
        app.shot_step("asked")
        for name in reversed(asked):
            app.key("ctrl+z")
        app.until(lambda: next(app.each(BUTTON, re.compile("^What did .+ answer")), None) is None, "somebody is still invited")
        app.key("ctrl+z")
        app.find("label", "This Project Is No Longer There")
        app.press("Back to the Plan")
        app.find(BUTTON, "Choose the Work")
        app.quit()


def test_plan_is_moved_by_keys_and_undone():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        app.find("list", "Events of the quarter")
        app.key("ctrl+2")
        app.choose("Planned", "^Репетиция докладов")
        app.key("ctrl+shift+Right")
        app.until(lambda: app.has_row("Under way", "^Репетиция докладов"), "the card is not in the next column")
        app.shot_step("board")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Planned", "^Репетиция докладов"), "the card is not back")
        app.key("ctrl+3")
        before = app.choose("Timeline", "^Репетиция докладов").name
        app.key("ctrl+Right")
        app.until(lambda: app.has_row("Timeline", "^Репетиция докладов") and not app.has_row("Timeline", "^" + re.escape(before)), "its day is the same")
        app.shot_step("timeline")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Timeline", "^" + re.escape(before)), "its day is not back")
        app.key("ctrl+4")
        app.find(BUTTON, re.compile("^Чайный вечер, "))
        app.shot_step("month")
        app.quit()


# What stands still and takes long.
NIGHTLY = set()

sys.exit(run(globals(), NIGHTLY))
