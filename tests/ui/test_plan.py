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
from veche import BUTTON, ENTRY, MENU_ITEM, ROW, Veche, closed, run, window


def chosen_task(app):
    """The task that is chosen and has the keyboard."""
    return app.until(lambda: next((row.name for row in app.find("list", "Tasks").each(ROW) if {"selected", "focused"} <= row.states), None), "no task is chosen")


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
        # Without a mouse: from the line into the list, done, the next one put off, in either keyboard.
        app.key("ctrl+n", "Down")
        first = chosen_task(app)
        app.key("Cyrillic_ve")
        app.until(lambda: not app.has_row("Tasks", "^" + re.escape(first)), "the first one is not done")
        second = chosen_task(app)
        assert second != first, second
        app.key("Cyrillic_yeru")
        app.until(lambda: not app.has_row("Tasks", "^" + re.escape(second)), "the second one is not put off")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Tasks", "^" + re.escape(second)), "the second one does not come back")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Tasks", "^" + re.escape(first)), "the first one does not come back")


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


def begin_quarter(app, title, kind):
    """A project of that kind in the first quarter that is empty."""
    app.press("Choose the Work")
    dialog = window(app, "New Project")
    dialog.find(ENTRY, "Title").set_text(title)
    dialog.find(("combo box", *ROW), re.compile("^Kind")).mouse()
    app.key(*["Down"] * kind, "Return")
    dialog.find(BUTTON, "Save").click()
    closed(app, "New Project")
    app.find(BUTTON, "Add an Event")


def let_in(app, typed, name):
    door = app.find(ENTRY, "Who is at the door?")
    door.set_text(typed)
    app.until(lambda: app.has_row("People", "^" + name), f"{name} is not found at the door")
    app.key("Return")
    app.find("label", f"{name} is in")


def test_quarter_from_its_template_to_what_it_did():
    """A project of a kind, its roles, who said yes, an event of it, the door, and what came of it; then all of it is taken back."""
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        app.find(BUTTON, re.compile("Next Quarter|^Next$")).click()
        begin_quarter(app, "Весенний сбор", 1)
        asked = [staff(app, role, nth) for role, nth in (("Hosts", 0), ("Speakers", 0), ("Help on the spot", 0))]
        app.press(f"What did {asked[0]} answer?")
        app.find(MENU_ITEM, "They Said Yes").click()
        app.gone(BUTTON, f"What did {asked[0]} answer?")
        app.press(re.compile("^Checklist of .+, 0 of "))
        app.find(("check box", "checkbox"), re.compile("^Done: "), nth=1)
        app.shot_step("quarter-staffed")

        app.press("Add an Event")
        app.until(lambda: app.find(ENTRY, "Title").text == "New event", "the event is not open")
        app.find(ENTRY, "Title").set_text("Первая сходка")
        app.find(ENTRY, "Title").mouse(), app.key("Return")
        for row, time_of_day in (("^Ends at", "00:01"), ("^Starts at", "00:00")):
            entry = app.find(ENTRY, re.compile(row))
            entry.mouse(), entry.set_text(time_of_day), app.key("Return")
        app.press("Door Desk")
        let_in(app, "шубин", "Олег Шубин")
        let_in(app, "galiev", "Тимур Галиев")
        app.press("Leave the Door")
        app.find(("page tab", "tab"), "Results").click()
        app.press("Effect on the Community")
        effect = window(app, "Effect")
        effect.find("label", re.compile("too early to tell|nothing to compare"))
        effect.find(None, re.compile("^Messages by week"))
        app.shot_step("quarter-effect")
        app.key("Escape")
        closed(app, "Effect")
        app.key("ctrl+z", "ctrl+z")
        app.gone("label", re.compile("^[12] came"))
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


def test_list_shows_all_years_and_finds():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        app.find("list", "Events of the quarter")
        app.key("ctrl+6")
        app.find("list", "All that is planned").find(ROW)
        app.find(None, "Search in the plan").mouse(), app.type("хакатон")
        app.find("label", "Nothing Found")
        app.find(("combo box", *BUTTON), "How much is shown").mouse()
        app.key("Down", "Down", "Return")
        app.until(lambda: app.has_row("All that is planned", " хакатон, Project, Done"), "the project of another quarter is not found")
        app.shot_step("all-years")
        app.quit()


def test_milestone_opens_its_project_where_it_stands():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        app.find("list", "Events of the quarter")
        app.key("ctrl+3")
        app.choose("Timeline", "^Регистрация, Milestone")
        app.key("Return")
        app.until(lambda: "focused" in app.find(BUTTON, re.compile("^Регистрация, ")).states, "the milestone has not the keyboard")
        app.quit()


# What stands still and takes long.
NIGHTLY = {"project_from_a_kind_is_staffed_and_undone", "list_shows_all_years_and_finds", "milestone_opens_its_project_where_it_stands"}

sys.exit(run(globals(), NIGHTLY))
