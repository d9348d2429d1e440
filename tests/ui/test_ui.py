#!/usr/bin/python3
# test_ui.py: the program as a person meets it.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_ui.py BUILD_DIR [NAME… | PART/PARTS]     TAP on stdout; UI_SHOTS=FOLDER keeps a picture of each step
PART/PARTS leaves out the long ones: "nightly" runs these."""
import contextlib
import datetime
import email.utils
import hashlib
import http.server
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from gi.repository import GLib
from servers import BORIS, Handler, status
from veche import BUILD, BUTTON, ENTRY, MENU_ITEM, ROW, Veche, closed, nameless, run, window

EXPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "telegram", "single.json")


def test_import_find_tag_undo():
    with Veche(EXPORT) as app:
        app.find(ENTRY, "Your @name there, if you have one").set_text("vera_mayak")
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 2 open")
        app.shot_step("imported")

        app.page("members")
        app.key("ctrl+f"), app.type("shubin")
        app.choose("1 person", "^Олег Шубин")
        app.find("list", "Timeline").find(ROW, re.compile("^Reply to Анна Лебедева"))
        app.find(ENTRY, "Add a tag").set_text("помощник")
        app.find(ENTRY, "Add a tag").mouse(), app.key("Return")
        app.find(BUTTON, "Remove the tag “помощник”")
        app.shot_step("tagged")
        app.undo()
        app.gone(BUTTON, "Remove the tag “помощник”")
        app.quit()


def test_knowledge():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", re.compile(r"^Mentions, 1 open"))
        app.page("feedback")
        app.find("label", "What People Say Is Kept Here")
        app.press("Open the Inbox")
        app.choose("Mentions, 1 open", "James Carter")
        app.key("m"), app.press("Case")
        app.action("win.show-page", GLib.Variant("s", "feedback"))   # a key that is pressed while a popover closes goes nowhere
        app.choose("Feedback", "Case")
        app.key("Cyrillic_u"), app.find("label", "Case · closed")
        app.key("Delete"), app.find("label", "What People Say Is Kept Here")
        app.undo(), app.row("Feedback", "Case · closed")
        app.undo(), app.gone("label", "Case · closed")
        app.shot_step("feedback")
        app.press("Show the Conversation")
        app.find("list", re.compile(r"^Mentions, 1 open"))
        app.page("feedback"), app.row("Feedback", "Case")
        app.undo(), app.find("label", "What People Say Is Kept Here")

        app.page("knowledge")
        app.find("label", "Answer Once, Then Reuse It")
        app.key("ctrl+n")
        app.find(ENTRY, "Question").mouse(), app.type("Where do you meet?")
        app.find(ENTRY, "Answer").mouse(), app.type("44 Lenin Street")
        app.find(ENTRY, "Asked in other words, one a line").mouse(), app.type("what is the address")
        app.key("Escape")
        app.find("label", "Save Changes?")
        app.press("Save")
        app.row("Articles", "^Where do you meet")
        app.shot_step("knowledge-one")

        app.key("ctrl+f"), app.type("adress")
        app.choose("Articles", "^Where do you meet")
        app.find("label", "44 Lenin Street")
        app.press("Edit")
        app.find(ENTRY, "Answer").mouse(), app.key("ctrl+a"), app.type("45 Lenin Street"), app.key("ctrl+Return")
        app.find("label", "45 Lenin Street")
        app.find("label", "Earlier wordings")
        app.shot_step("knowledge-earlier")
        app.press(re.compile("^Use again the wording until"))
        app.find("label", "44 Lenin Street")

        app.choose("Articles", "^Where do you meet"), app.key("Delete")
        app.until(lambda: not app.has_row("Articles", "^Where do you meet"), "the article is still there")
        app.undo()
        app.row("Articles", "^Where do you meet")
        app.quit()


def test_mentions_from_the_keyboard():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", re.compile(r"^Mentions, 1 open"))
        app.choose("Mentions, 1 open", "James Carter")
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
        app.find("label", "0 open")
        app.page("members")
        app.find("label", "0 people")
        app.quit()


def test_reply_is_taken_back_then_sent():
    with Veche("--demo") as app:
        app.mention("kostina", "^Мария Костина")
        app.find(ENTRY, "Your reply").set_text("Запись пришлю сегодня до шести")
        app.press("Send")
        app.find("label", re.compile(r"^Leaves in \d+ seconds?$"))
        app.shot_step("reply-waits")
        app.key("Escape")
        app.press("Undo")
        app.gone("label", re.compile("^Leaves in "))
        app.until(lambda: app.find(ENTRY, "Your reply").text == "Запись пришлю сегодня до шести", "the text is not back in the draft")
        app.press("Send")
        app.find("label", "Sent", timeout=40)
        app.shot_step("reply-sent")
        app.quit()


def test_notice_is_answered_over_the_bus():
    """The buttons of a notification are actions of the program: what the desktop calls, also of a message that is no longer there."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "club.veche")
        cli = [BUILD + "/src/veche-cli", "--workspace", path]
        subprocess.run(cli + ["init"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(cli + ["import", "telegram", EXPORT, "--me", "vera_mayak"], check=True, stdout=subprocess.DEVNULL)
        shown = subprocess.run(cli + ["inbox", "--json"], check=True, capture_output=True, text=True).stdout
        uid = json.loads(shown)[0]["uid"] if shown.startswith("[") else json.loads(shown.splitlines()[0])["uid"]
        added = {}
        for words in (["event", "add", "Чай", "--starts", "2027-01-05T19:00"], ["task", "add", "Ключи", "--due", "2027-01-05"]):
            done = subprocess.run(cli + ["--json", *words], check=True, capture_output=True, text=True)
            added[words[0]] = json.loads(done.stdout.splitlines()[-1])["uid"]
        with Veche(path) as app:
            app.find("list", re.compile(r"^Mentions, \d open"))
            app.page("members")
            app.action("app.show-mention", GLib.Variant("s", uid))
            app.find("list", re.compile(r"^Mentions, \d open"))
            app.page("members")
            app.action("app.reply", GLib.Variant("s", uid))
            app.find("list", re.compile(r"^Mentions, \d open"))
            app.action("app.snooze", GLib.Variant("s", "gone"))
            app.action("app.snooze", GLib.Variant("s", uid))
            app.find("list", re.compile(r"^Mentions, 1 open"))
            app.undo()
            app.find("list", re.compile(r"^Mentions, 2 open"))
            # A reminder leads to its event or its task, also to one that is no longer there.
            app.action("app.show-plan", GLib.Variant("s", "event:" + added["event"]))
            app.find(ENTRY, "Title", timeout=20)
            app.action("app.show-plan", GLib.Variant("s", "task:" + added["task"]))
            app.until(lambda: app.has_row("Tasks", "Ключи"), "the task is not shown")
            app.action("app.show-plan", GLib.Variant("s", "event:gone"))
            app.find("label", "This event is no longer on the plan")
            app.quit()


def test_answer_from_the_knowledge_base():
    """Question, card, Insert, edit, a template by its short code, what sounds wrong, a hard topic, sent, counted, taken back."""
    with Veche("--demo") as app:
        app.mention("shubin", "^Олег Шубин")
        app.find("label", "Knowledge base · helped 6 times")
        app.press("Insert the answer “Перенос больших таблиц”")
        draft = app.find(ENTRY, "Your reply")
        app.until(lambda: draft.text.startswith("Пошаговая памятка клуба"), "the answer is not in the draft")
        app.find("label", "Inserted")
        app.shot_step("article-inserted")

        # On a Russian keyboard the list opens as well, and takes what was used already no second time.
        app.key("ctrl+Cyrillic_o"), app.find("search box", "Search answers, templates, links"), app.shot_step("article-list")
        app.type("slides")
        app.until(lambda: app.has_row("Articles to insert", "^Where are the slides"), "nothing is found")
        app.key("Escape"), app.gone("search box", "Search answers, templates, links")
        draft.set_text(draft.text + "\n"), app.key("ctrl+End"), app.type("/later"), app.key("Tab")
        app.until(lambda: "Олег, спасибо за вопрос!" in draft.text and "/later" not in draft.text, "the template is not in the draft")
        app.key("ctrl+z")
        app.until(lambda: draft.text.endswith("/later"), "one step of undo does not take the template back")
        app.key("Tab")
        app.until(lambda: "Олег, спасибо за вопрос!" in draft.text, "the template is not in the draft again")

        draft.set_text(draft.text + "\nДанный вопрос задал юзер, была утечка. Ты прав.")
        app.press("Use “этот”")
        app.until(lambda: "Этот вопрос" in draft.text, "the word is not replaced")
        app.press("Use “участник”")
        app.find("label", "Sensitive topic: Персональные данные")
        app.shot_step("tone-and-topic")
        app.press("Insert the Holding Reply")
        app.until(lambda: draft.text.count("\n") >= 3, "the holding reply is not in the draft")
        whole = draft.text
        app.press("Send")
        app.find("label", re.compile(r"^Leaves in \d+ seconds?$"))
        app.key("Escape"), app.press("Undo"), app.gone("label", re.compile("^Leaves in "))
        app.until(lambda: draft.text == whole.strip(), "the text is not back in the draft")
        app.page("knowledge")
        app.choose("Articles", "^Перенос больших таблиц")
        app.find("label", re.compile("^used 9 times, helped 6 times"))
        app.page("inbox"), app.press("Send")
        app.find("label", re.compile(r"^Leaves in \d+ seconds?$"))
        app.page("knowledge")
        app.find("label", re.compile("^used 10 times, helped 6 times"))
        app.choose("Articles", "^Уточню и вернусь")
        app.find("label", re.compile("^used 1 time "))
        app.key("ctrl+z")
        app.gone("label", re.compile("^used 1 time "))
        app.page("inbox")
        app.until(lambda: "Олег, спасибо за вопрос!" in app.find(ENTRY, "Your reply").text, "the text is not back in the draft")
        app.quit()


def test_event_is_planned_and_undone():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("plan")
        app.find("list", "Events of the quarter")
        app.key("ctrl+n")
        app.until(lambda: app.find(ENTRY, "Title").text == "New event", "the event is not open")
        app.find(ENTRY, "Title").set_text("Проверка связи")
        app.key("Return")
        app.find("label", "Проверка связи")
        app.page("plan")
        app.until(lambda: app.has_row("Events of the quarter", "Проверка связи"), "the event is not on the plan")
        app.shot_step("planned")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("Events of the quarter", "New event"), "its name was not taken back")
        app.key("ctrl+z")
        app.until(lambda: not app.has_row("Events of the quarter", "New event"), "the event stays after undo")
        app.until(lambda: not app.has_row("Events of the quarter", "Проверка связи"), "the event stays after undo")
        app.quit()


def people_in(path, status):
    with contextlib.closing(sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True)) as db:
        return sorted(name for (name,) in db.execute("SELECT m.name FROM event_participant JOIN member AS m ON m.id = member_id WHERE status = ?", (status,)))


def let_in(app, typed, name):
    door = app.find(ENTRY, "Who is at the door?")
    door.set_text(typed)
    app.until(lambda: app.has_row("People", "^" + name), f"{name} is not found at the door")
    app.key("Return")
    app.until(lambda: app.find(ENTRY, "Who is at the door?").text == "", f"{name} was not let in")
    app.find("label", f"{name} is in")


def test_door_lets_people_in_and_outlives_a_kill():
    """By a name in either script and by a handle; who is new becomes a member; each check-in is on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "club.veche")
        today = datetime.date.today().isoformat()
        cli = [BUILD + "/src/veche-cli", "--workspace", path]
        subprocess.run(cli + ["init"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(cli + ["import", "telegram", EXPORT], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(cli + ["event", "add", "Встреча", "--starts", today + "T19:00"], check=True, stdout=subprocess.DEVNULL)
        with Veche(path) as app:
            app.find("list", re.compile("^Mentions"))
            app.page("plan")
            app.row("Events of the quarter", "^Встреча").mouse()
            app.press("Door Desk")
            let_in(app, "шубин", "Олег Шубин")
            let_in(app, "lebedeva", "Анна Лебедева")
            app.find(ENTRY, "Who is at the door?").set_text("Кузьма Новый")
            app.press(re.compile("^“Кузьма Новый” is new here"))
            app.find("label", "Кузьма Новый is in")
            app.until(lambda: people_in(path, "came") == ["Анна Лебедева", "Кузьма Новый", "Олег Шубин"], "not everybody is written down")
            app.shot_step("door")
            app.key("ctrl+z")
            app.until(lambda: people_in(path, "came") == ["Анна Лебедева", "Олег Шубин"], "the last one is not taken back")
            app.proc.kill()
            app.proc.wait()
        assert people_in(path, "came") == ["Анна Лебедева", "Олег Шубин"]
        with Veche(path) as app:
            app.find("list", re.compile("^Mentions"))
            app.page("plan")
            app.row("Events of the quarter", "^Встреча").mouse()
            app.find(("page tab", "tab"), "Guests").click()
            app.until(lambda: app.has_row("Guests", "^Анна Лебедева, Came") or app.has_row("Guests", "^Анна Лебедева"), "the guests are gone")
            app.quit()


def test_search_opens_a_member():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.key("ctrl+k")
        app.until(lambda: any(w.name == "Search" for w in app.children), "no search")
        app.type("lebedeva")
        app.until(lambda: app.has_row("Found", "^Анна Лебедева"), "she is not found by the other alphabet")
        app.shot_step("found")
        app.key("Return")
        app.find("list", "Timeline")
        app.until(lambda: all(w.name != "Search" for w in app.children), "the search stays")
        app.find("label", "Анна Лебедева")
        app.quit()


def test_own_field_is_defined_set_found_and_undone():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 1 open")
        app.page("members")
        app.choose(re.compile(r"^\d+ people"), "^Олег Шубин")
        app.find("list", "Timeline")
        app.action("win.fields")
        dialog = app.until(lambda: next((w for w in app.children if w.name == "Own Fields"), None), "no dialog")
        dialog.find(ENTRY, "Name").set_text("Размер футболки")
        dialog.find(BUTTON, "Add").click()
        dialog.find("label", re.compile("^Text · 0 people"))
        app.shot_step("field-defined")
        app.key("Escape")
        app.until(lambda: all(w.name != "Own Fields" for w in app.children), "the dialog stays")

        entry = app.find(ENTRY, "Размер футболки")
        entry.mouse()
        entry.set_text("очень большой")
        app.key("Return")
        app.key("ctrl+k")
        app.until(lambda: any(w.name == "Search" for w in app.children), "no search")
        app.type("очень большой")
        app.until(lambda: app.has_row("Found", "^Олег Шубин"), "the value is not found")
        app.shot_step("field-found")
        app.key("Escape")
        app.until(lambda: all(w.name != "Search" for w in app.children), "the search stays")
        app.undo()
        app.until(lambda: app.find(ENTRY, "Размер футболки").text == "", "the value stays after undo")
        app.quit()


def test_all_are_tagged_at_once_and_undone():
    with Veche("--demo") as app:
        app.find("list", re.compile(r"^Mentions, "))
        app.page("members")
        app.choose(re.compile(r"^\d+ people"), "^Анна Лебедева")
        app.key("ctrl+a")
        app.find("label", "126 selected")
        app.press(re.compile("^_?Tag…"))
        app.find("label", "Add a Tag")
        app.type("чаепитие-2026"), app.key("Return")
        app.gone("label", "Add a Tag")   # its window would take the keys
        app.shot_step("bulk-tagged")
        app.key("ctrl+f"), app.type("чаепитие-2026")
        app.row("126 people", "^Анна Лебедева")
        app.key("Escape"), app.key("ctrl+z")
        app.key("ctrl+f"), app.type("чаепитие-2026")
        app.find("label", "Nobody found")
        app.quit()


def test_mentions_of_a_label_are_done_at_once_and_undone():
    with Veche("--demo") as app:
        app.choose(re.compile("^Mentions, "), "^Мария Костина")
        app.press("Filter and Order")
        label = app.find(("combo box",), "Label")
        label.find("label", "Any")   # the labels are read when it opens, and until then the keyboard passes it by
        app.key("Tab")
        app.until(lambda: any("focused" in node.states for node in label.walk()), "Tab does not lead to the labels")
        app.key("space")
        label.find(ROW, "Конференция")
        labels = [text for node in label.each(ROW) for text in node.texts() or [node.name]]
        for _ in range(labels.index("Конференция")):
            app.key("Down")
        app.key("Return")
        app.find(BUTTON, "Конференция ×")
        app.key("Escape")
        app.until(lambda: not app.has_row(re.compile("^Mentions, "), "^Мария Костина"), "the list is not filtered")
        app.choose(re.compile("^Mentions, "), "^Георгий Вашадзе.*label Конференция")
        app.key("ctrl+a")
        app.find("label", "4 selected")
        app.shot_step("label-selected")
        app.key("shift+e")
        app.find("label", "Done without a reply: why?")
        app.key("Return")
        app.find("label", "Nothing Found")
        app.key("ctrl+z")
        app.row(re.compile("^Mentions, "), "^Георгий Вашадзе")
        app.press("Конференция ×")
        app.row(re.compile("^Mentions, "), "^Мария Костина")
        app.quit()


def test_question_expert_mention():
    with Veche("--demo") as app:
        app.mention("shubin", "^Олег Шубин")
        expert = app.find(BUTTON, "Тимур Галиев")
        expert.click()
        draft = app.find(ENTRY, "Your reply")
        app.until(lambda: draft.text.startswith("@timur_g, "), "the mention is not in the draft")
        app.shot_step("expert-chosen")
        draft.set_text(draft.text + "вы весной переносили похожую базу: с чего лучше начать?")
        app.press("Send")
        app.find("label", re.compile(r"^Leaves in \d+ seconds?$"))

        app.page("competencies")
        app.until(lambda: app.has_row("Have not answered yet", "Тимур Галиев"), "the ask is not recorded")
        app.shot_step("asked")
        app.press("Do Not Wait: Тимур Галиев")
        app.until(lambda: not app.has_row("Have not answered yet", "Тимур Галиев"), "the ask stays")

        app.find(ENTRY, "The question").set_text("Как настроить резервные копии PostgreSQL?")
        app.until(lambda: app.has_row("Who can answer", "Тимур Галиев"), "nobody is offered")
        app.find(("check box", "checkbox"), "Тимур Галиев").click()
        line = app.find(ENTRY, "The line that asks them")
        app.until(lambda: "@timur_g" in line.text, "the line does not mention the expert")
        app.press("Copy")
        app.until(lambda: app.has_row("Have not answered yet", "Тимур Галиев"), "copying does not record the ask")
        app.shot_step("copied")
        app.quit()


def test_mention_by_hand_is_warned_of():
    with Veche("--demo") as app:
        app.mention("shubin", "^Олег Шубин")
        draft = app.find(ENTRY, "Your reply")
        draft.mouse(), app.type("@timur_g @mkostina ")
        app.find("label", "Мария Костина: asked not to be mentioned")
        app.shot_step("mention-guard")
        app.key("ctrl+Return"), app.find(BUTTON, "Mention Anyway")      # it stays, until somebody says so
        assert draft.text.strip() == "@timur_g @mkostina", draft.text
        app.press("Do Not Mention")
        app.until(lambda: draft.text.strip() == "@timur_g", "the mention stays in the draft")
        app.gone("label", "Мария Костина: asked not to be mentioned")
        app.until(lambda: "focused" in draft.states or draft.mouse(), "the draft does not take the keyboard")
        app.type("@mkostina ")
        app.find("label", "Мария Костина: asked not to be mentioned")
        app.key("ctrl+Return"), app.press("Mention Anyway")            # and then it goes, without another Send
        app.find("label", re.compile(r"^Leaves in \d+ seconds?$"))
        app.key("Escape")
        app.key("ctrl+f"), app.key("ctrl+a"), app.type("kostina")     # a complaint, and others join in
        app.choose(re.compile("^Mentions, "), "^Мария Костина")
        draft = app.find(ENTRY, "Your reply")
        draft.mouse(), app.type("@timur_g ")
        app.find("label", "Bring Тимур Галиев into a heated talk?")
        app.shot_step("mention-heated")
        app.quit()


def test_inbox_is_named():
    with Veche("--demo") as app:
        app.mention("shubin", "^Олег Шубин")
        found = {"page": nameless(app)}
        for key in ("l", "a", "s", "m", "shift+e"):
            app.choose(re.compile("^Mentions, "), "^Олег Шубин")
            app.key(key)
            time.sleep(.5)
            found[key] = nameless(app)
            app.key("Escape")
        app.press("Filter and Order")
        time.sleep(.5)
        found["filter"] = nameless(app)
        app.key("Escape")
        assert not any(found.values()), {place: nodes for place, nodes in found.items() if nodes}
        app.quit()


def test_question_line_goes_into_the_reply():
    with Veche("--demo") as app:
        app.mention("shubin", "^Олег Шубин")
        app.find(BUTTON, "Тимур Галиев")
        app.press("Everybody who can answer, with all reasons")
        app.until(lambda: app.has_row("Who can answer", "Тимур Галиев"), "nobody is offered")
        app.find(("check box", "checkbox"), "Тимур Галиев").click()
        app.find(("check box", "checkbox"), "Mark Jensen").click()
        line = app.find(ENTRY, "The line that asks them")
        app.until(lambda: line.text.startswith("@timur_g, @mjensen"), "the line does not mention both")
        line.set_text(line.text + " Ночь с субботы на воскресенье")
        app.find(("check box", "checkbox"), "Mark Jensen").click()
        app.until(lambda: line.text.startswith("@timur_g") and "mjensen" not in line.text and "Ночь" in line.text, "what was written is gone")
        app.shot_step("line")
        app.press("Insert into the Reply")
        draft = app.find(ENTRY, "Your reply")
        app.until(lambda: draft.text.startswith("@timur_g") and "Ночь" in draft.text, "the line is not in the draft")
        app.shot_step("inserted")
        app.page("competencies")
        app.until(lambda: app.has_row("Have not answered yet", "Тимур Галиев"), "the ask is not recorded")
        app.quit()


def test_introductions_are_read_accepted_rejected_undone():
    with tempfile.TemporaryDirectory() as folder, Veche("--demo") as app:
        path = os.path.join(folder, "intros.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Фома Киселёв:\nПишу на Rust восемь лет. Ищу наставника по безопасности.\n\nЭльвира Никому-Неизвестная:\nРисую.\n")
        app.find("list", re.compile("^Mentions, "))
        app.page("competencies")
        app.press("Proposals, Needs and Offers")
        app.find(MENU_ITEM, re.compile("^_?Read Introductions")).click()
        # The chooser's own tree takes minutes to walk: it is steered from the keyboard.
        window(app, "A File of Introductions")
        app.key("ctrl+l"), app.type(path), app.key("Return")

        # Looked at from the dialog on: a walk through the pages behind it costs seconds.
        dialog = window(app, "Proposals")
        dialog.find("label", re.compile("Эльвира Никому-Неизвестная"))
        proposals = dialog.find("list", "Proposals")
        dialog.find(ROW, "Фома Киселёв, Competency: Rust").mouse()
        app.shot_step("harvest")
        app.key("a")
        app.until(lambda: not proposals.has_row("^Фома Киселёв, Competency"), "it is not accepted")
        dialog.find(ROW, re.compile("^Фома Киселёв, Need:")).mouse()
        app.key("r")
        app.until(lambda: not proposals.has_row("^Фома Киселёв"), "it is not rejected")
        app.shot_step("harvest-decided")
        app.key("ctrl+z")
        dialog.find(ROW, re.compile("^Фома Киселёв, Need:"))
        # The first one may go to the toast.
        app.until(lambda: app.key("Escape") or all(w.name != "Proposals" for w in app.children), "the dialog stays")

        app.page("members")
        app.key("ctrl+f"), app.type("kiselev")
        app.choose("1 person", "^Фома Киселёв.*Rust")
        app.shot_step("harvest-profile")
        app.key("ctrl+z")
        app.until(lambda: app.has_row("1 person", "^Фома Киселёв") and not app.has_row("1 person", "Rust"), "undo leaves it in the profile")
        app.quit()


def test_table_is_pasted_mapped_imported_undone():
    with Veche("--demo") as app:
        # A text with tabs and line ends gets onto the clipboard by way of a reply.
        app.mention("kostina", "^Мария Костина")
        reply = app.find(ENTRY, "Your reply")
        reply.set_text("Имя\tШкаф\tГород\nАвдотья Рязаночка\tА-17 у окна\tРязань\nДобрыня Никитич\tБ-4 внизу\tКиев\n")
        reply.mouse(), app.key("ctrl+a"), app.key("ctrl+x")
        app.page("members")
        app.find("label", "126 people")
        app.key("ctrl+v")
        # No mouse from here on.
        dialog = window(app, "Import a Table")
        focused = lambda role, name: dialog.find(role, name, where=lambda node: "focused" in node.states)
        focused(BUTTON, "Import 2")
        app.shot_step("pasted")
        app.key(*["Tab"] * 7)
        focused(BUTTON, "Column “Шкаф”: Leave out")
        app.key("space")
        focused(MENU_ITEM, "Name")
        app.key(*["Down"] * 11)
        focused(MENU_ITEM, "Note")
        app.key("Return")
        focused(BUTTON, "Column “Шкаф”: Note")
        app.key("alt+i")
        closed(app, "Import a Table")
        app.find("label", "128 people")
        app.shot_step("imported-table")
        app.key("ctrl+z")
        app.find("label", "126 people")
        app.quit()


def save_export(app, people):
    """The export dialog, which says how many, and the file chooser; the lines of what was written."""
    dialog = window(app, "Export People")
    dialog.find("label", f"{people} in this view")
    app.shot_step("export")
    dialog.find(BUTTON, "Save…").click()
    path = os.path.join(app.dir, "people.csv")
    chooser = app.until(lambda: next((w for w in app.children if w.name == "Export People" and next(w.each(BUTTON, "Save"), None)), None),
                        "no file chooser")
    chooser.find(ENTRY).set_text(path)
    chooser.find(BUTTON, "Save").click()
    closed(app, "Export People")
    app.until(lambda: os.path.exists(path), "no file")
    with open(path, encoding="utf-8-sig") as file:
        return file.read().splitlines()


def test_filtered_members_are_exported():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("members")
        app.key("ctrl+f"), app.type("shubin")
        app.choose("1 person", "^Олег Шубин")
        app.key("ctrl+shift+e")
        lines = save_export(app, "1 person")
        assert len(lines) == 2 and lines[0].startswith('"Name"') and "Олег Шубин" in lines[1], lines
        app.quit()


def test_segment_is_exported():
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "w.veche")
        for words in (["init"], ["member", "add", "Анна Рябова"], ["member", "add", "Олег Шубин"], ["tag", "Анна Рябова", "+хор"],
                      ["segment", "add", "Хор", "--where", "tag = хор"]):
            subprocess.run([BUILD + "/src/veche-cli", "--workspace", file, *words], check=True, stdout=subprocess.DEVNULL)
        with Veche(file) as app:
            app.page("members")
            app.find("label", "2 people")
            app.find(BUTTON, "Whom to Show").click()
            app.find(("menu item", "radio menu item", "check menu item"), re.compile("Хор")).click()
            app.choose("1 person", "^Анна Рябова")
            app.key("ctrl+shift+e")
            lines = save_export(app, "1 person")
            assert len(lines) == 2 and "Анна Рябова" in lines[1], lines
            app.quit()


PAIRS = "Pairs that may be one person"


def test_pairs_are_decided_from_the_keyboard():
    with Veche("--demo") as app:
        app.find("list", re.compile(r"^Mentions, "))
        app.page("members")
        app.find("label", "126 people")
        app.find(BUTTON, "3 pairs look like one person")
        app.key("Tab", "Return")   # from the list to the line below it
        pairs = app.find("list", PAIRS)   # once: the whole tree is slow to walk
        chosen = lambda name: pairs.find(ROW, re.compile(name), where=lambda node: "selected" in node.states)
        there = lambda name, yes: app.until(lambda: (next(pairs.each(ROW, re.compile(name)), None) is not None) == yes, f"{name}: not {yes}")
        chosen("^Борис Ельцов and Boris Yeltsov")
        app.key("j"), chosen("^Анна Лебедева and Anna Lebedeva")
        app.key("j"), chosen("^Дмитрий Орлов and Дима Орлов")
        app.find("label", "Студент, первый курс")   # the pair is shown: now it can be decided
        app.key("n"), there("Дима Орлов", False)
        app.key("ctrl+z"), there("Дима Орлов", True)
        app.key("k"), chosen("^Борис Ельцов and Boris Yeltsov")
        app.key("j"), chosen("^Анна Лебедева and Anna Lebedeva")
        app.find("label", "Казань and Kazan")
        app.key("l"), there("Anna Lebedeva", False)
        app.key("ctrl+z"), there("Anna Lebedeva", True)
        chosen("^Дмитрий Орлов and Дима Орлов")   # undoing takes nobody away from what they look at
        app.key("k"), chosen("^Анна Лебедева and Anna Lebedeva")
        app.find("label", "Казань and Kazan")
        app.key("m"), there("Anna Lebedeva", False)
        app.key("ctrl+z"), there("Anna Lebedeva", True)
        app.shot_step("pairs-undone")
        app.quit()


def test_pair_is_merged_and_split():
    with Veche("--demo") as app:
        app.find("list", re.compile(r"^Mentions, "))
        app.page("members")
        app.find("label", "126 people")
        app.find(BUTTON, "3 pairs look like one person").click()
        app.choose("Pairs that may be one person", "^Анна Лебедева and Anna Lebedeva, ")
        app.find("label", "Why it looks so")
        app.shot_step("pair")
        app.key("m")
        app.until(lambda: not app.has_row("Pairs that may be one person", "Anna Lebedeva"), "the pair stays")

        app.page("members")
        app.find("label", "125 people")
        app.key("ctrl+f"), app.type("lebedeva")
        app.choose("1 person", "^Анна Лебедева")
        app.find("list", "Timeline")
        app.press("This Person")
        app.find("menu item", "Split…").click()
        dialog = window(app, "Split")
        dialog.find("label", "Anna Lebedeva")
        app.shot_step("split")
        dialog.find(BUTTON, "Split").click()
        closed(app, "Split")
        app.find("label", "2 people")
        app.shot_step("taken-apart")
        app.quit()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Блог клуба</title><link>http://127.0.0.1/</link>
<item><title>Осенний хакатон</title><guid>1</guid><link>http://127.0.0.1/1</link><description>Как прошло в «Маяке»</description>
<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>""".encode()


class FeedServer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, *args):
        pass


def source_menu(app, item):
    app.find("label", "Feed · Блог клуба")
    # The page that is not in sight has a button of that name, too.
    app.find(name="VecheSourceRow").find(BUTTON, "More", where=lambda node: node.actions()).click()
    app.find("menu item", item).click()


@contextlib.contextmanager
def connecting_feed(handler):
    """The imported chat, no source yet, the dialog at the address of a feed, and where the handler answers."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 1 open")
        app.page("sources")
        app.find("label", "No Sources Yet")
        app.key("ctrl+n")
        dialog = window(app, "Connect a Source")
        dialog.find(ROW, re.compile("^Blog or News Feed")).mouse()
        yield app, dialog, f"http://127.0.0.1:{server.server_port}"
        app.quit()
    server.shutdown()


def test_feed_is_connected_paused_removed_undone():
    with connecting_feed(FeedServer) as (app, dialog, url):
        dialog.find("label", "How to get access")
        address = dialog.find(ENTRY, "Address of the feed")
        address.set_text(f"{url}/feed.xml")
        app.key("Escape")
        app.find("label", "What you typed to connect the source is not saved yet.")
        app.press("Keep Editing")
        address.mouse(), app.key("Return")
        dialog.find("label", re.compile("^This address is inside a private network"))
        app.shot_step("feed-private")
        dialog.find(None, "This is my own server", where=lambda node: node.actions() or "switch" in node.role).mouse()
        dialog.find(BUTTON, "Connect").click()
        dialog.find("label", "It answers: 1 entry is there now")
        app.shot_step("feed-found")
        dialog.find(BUTTON, "Add Source").click()
        closed(app, "Connect a Source")
        app.find("label", "1\u00a0message this week")
        app.page("inbox")
        app.find("list", "Mentions, 2 open")
        app.page("sources")
        source_menu(app, "Pause")
        app.find("label", "Paused")
        source_menu(app, "Remove…")
        app.find("label", "Remove “Feed · Блог клуба”?")
        app.shot_step("feed-remove")
        app.press("Keep Messages")
        app.gone("label", "Feed · Блог клуба")   # signing out goes first: what is undone too early is the pause
        app.undo()
        app.find("label", "Feed · Блог клуба")


class GrowingFeed(FeedServer):
    """Entries of just now; the second comes when it is asked for."""
    titles = ["Первый хакатон"]

    def do_GET(self):
        now = email.utils.format_datetime(datetime.datetime.now(datetime.timezone.utc))
        items = "".join(f"<item><title>{title}</title><guid>{n}</guid><link>http://127.0.0.1/{n}</link><description>{title}: как прошло</description>"
                        f"<pubDate>{now}</pubDate></item>" for n, title in enumerate(self.titles))
        feed = ('<?xml version="1.0"?><rss version="2.0"><channel><title>Блог клуба</title><link>http://127.0.0.1/</link>'
                f"{items}</channel></rss>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(feed)))
        self.end_headers()
        self.wfile.write(feed)


def test_rule_is_seen_switched_on_acts_and_is_taken_back():
    with connecting_feed(GrowingFeed) as (app, dialog, url):
        address = dialog.find(ENTRY, "Address of the feed")
        address.set_text(f"{url}/feed.xml")
        dialog.find(None, "This is my own server", where=lambda node: node.actions() or "switch" in node.role).mouse()
        dialog.find(BUTTON, "Connect").click()
        dialog.find("label", "It answers: 1 entry is there now")
        dialog.find(BUTTON, "Add Source").click()
        closed(app, "Connect a Source")
        app.page("inbox")
        app.find("list", re.compile("^Mentions, 2 open"))

        app.action("win.rules")
        rules = window(app, "Rules")
        rules.find(BUTTON, "New Rule").click()
        rule = window(app, "Rule")
        rule.find(ENTRY, "Name").set_text("Хакатоны")
        rule.find(ENTRY, "Value").set_text("хакатон")
        rule.find(ENTRY, "Value", nth=1).set_text("событие")
        rule.find("label", re.compile(r"^1 of \d+ messages?"))
        app.shot_step("rule-seen")
        rule.find(BUTTON, "Cancel").click()
        app.find("label", "Save Changes?")
        app.press("Keep Editing")
        app.gone("label", "Save Changes?")
        rule.find(BUTTON, "Switch On").click()
        closed(app, "Rule")
        rules.find("label", re.compile("label “событие”"))
        app.shot_step("rules")
        rules.find(BUTTON, "Close").click()
        closed(app, "Rules")

        GrowingFeed.titles.append("Второй хакатон")
        app.page("sources")
        source_menu(app, "Sync Now")
        app.page("inbox")
        app.choose(re.compile("^Mentions, 3 open"), "Второй хакатон")
        app.find("label", "Done by the rule “Хакатоны”: label “событие”")
        app.shot_step("rule-acted")
        app.press("Undo")
        app.gone("label", "Done by the rule “Хакатоны”: label “событие”")
        app.choose(re.compile("^Mentions, 3 open"), "Первый хакатон")
        app.gone("label", "Done by the rule “Хакатоны”: label “событие”")


class PageServer(FeedServer):
    """A page that names two feeds."""
    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        page = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in ("news", "reviews")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


def test_feeds_of_a_page_are_chosen():
    with connecting_feed(PageServer) as (app, dialog, url):
        dialog.find(ENTRY, "Address of the feed").set_text(f"{url}/")
        dialog.find(None, "This is my own server", where=lambda node: node.actions() or "switch" in node.role).mouse()
        dialog.find(BUTTON, "Connect").click()
        dialog.find("label", "Feeds of this page")
        app.shot_step("feeds-found")
        dialog.find("label", re.compile("/reviews.xml$")).mouse()   # its row
        dialog.find(BUTTON, "Add Source").click()
        closed(app, "Connect a Source")
        app.find("label", "Feed · Блог клуба")
        app.find("label", "Feed · Блог клуба · reviews.xml")
        app.shot_step("feeds-connected")
        app.undo()
        app.find("label", "No Sources Yet")


class PastServer(Handler):
    """A small Mastodon that also tells what was said a week ago, once it remembers."""
    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path != "/api/v1/notifications" or not self.known():
            return super().do_GET() if path != "/api/v1/notifications" else None
        asked = urllib.parse.parse_qs(query)
        newer = int((asked.get("min_id") or asked.get("since_id") or ["0"])[0])
        older = int((asked.get("max_id") or ["99"])[0])
        notes = []
        for number, days in ((11, 0), (5, 7)) if self.server.remembers else ((11, 0),):
            said = status(str(90 + number), BORIS, "@vera а когда встреча?" if days == 0 else "@vera кто поможет с афишей?")
            at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days, hours=1)
            said["created_at"] = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            if newer < number < older:
                notes.append({"id": str(number), "type": "mention", "created_at": said["created_at"], "account": BORIS, "status": said})
        self.answer(notes)


def workspace_with_a_gap(folder, url):
    """Read by the command line while the place was young; then what was said between ten and five days ago is made missing."""
    path, token = os.path.join(folder, "Клуб.veche"), os.path.join(folder, "token")
    with open(os.open(token, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write("very-secret\n")
    for words in (["init"], ["source", "add", "mastodon", "--url", url, "--name", "Клуб", "--own-server"], ["sync", "--token-from", token]):
        subprocess.run([BUILD + "/src/veche-cli", "--workspace", path, *words], check=True, capture_output=True,
                       env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    now, day = int(time.time() * 1e6), 86400 * 10**6
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        channel = db.execute("SELECT id FROM channel WHERE source_id IS NOT NULL").fetchone()[0]
        db.execute("UPDATE source SET next_run = 0")   # at the start, without its key: it asks to sign in again
        db.execute("DELETE FROM coverage WHERE channel_id = ?", (channel,))
        db.executemany("INSERT INTO coverage (channel_id, since, until) VALUES (?, ?, ?)",
                       [(channel, now - 40 * day, now - 10 * day), (channel, now - 5 * day, now)])
    return path


def test_gap_is_shown_and_healed():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PastServer)
    server.posted, server.remembers = [], False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        path = workspace_with_a_gap(folder, f"http://127.0.0.1:{server.server_port}")
        server.remembers = True
        with Veche(path) as app:
            app.find("list", "Mentions, 1 open")
            app.page("sources")
            app.find("image", re.compile("^Gap: "))
            app.press("Sign In Again")
            dialog = window(app, "Mastodon")
            dialog.find(ENTRY, re.compile("^Access key")).set_text("very-secret")
            dialog.find(BUTTON, "Connect").click()
            closed(app, "Mastodon")
            app.find("image", re.compile("^Gap: "))
            app.shot_step("gap-shown")
            app.press("Heal It…")
            gaps = window(app, "What Is Complete")
            gaps.find("label", re.compile("^This place can be asked"))
            gaps.find(ROW, where=lambda node: "Gap: " in node.description)
            app.shot_step("gap-channels")
            gaps.find(BUTTON, "Read What Is Missing").click()
            gaps.find("label", "Nothing is missing since it has been read.")
            gaps.find("image", "No gaps")
            app.shot_step("gap-healed")
            gaps.find(BUTTON, "Close").click()
            closed(app, "What Is Complete")
            app.gone("image", re.compile("^Gap: "))
            app.page("inbox")
            app.find("list", "Mentions, 2 open")
            app.quit()
    server.shutdown()


def test_place_is_checked_by_hand():
    with Veche(EXPORT) as app:
        app.press(re.compile(r"^Import \d+$"))
        app.find("list", "Mentions, 1 open")
        app.page("sources")
        app.find("label", "No Sources Yet")
        app.key("ctrl+n")
        dialog = window(app, "Connect a Source")
        place = dialog.find(ROW, re.compile("^Place to Look At Yourself"))
        app.until(lambda: "focused" in place.states or app.key("Down"), "the keyboard does not come to the place")   # it stands below what is seen
        app.key("Return")
        dialog.find(ENTRY, "Address of the place").set_text("https://reviews.example/club")
        dialog.find(BUTTON, "Connect").click()
        dialog.find("label", "To be looked at once a week, the first time today")
        app.shot_step("place-found")
        dialog.find(BUTTON, "Add Source").click()
        closed(app, "Connect a Source")
        app.find("label", "due today")
        app.press("Check…")
        dialog = window(app, "Check a Place")
        dialog.find(ENTRY, "What was said there").set_text("A fine club!")
        dialog.find(ENTRY, "Who said it").set_text("Piotr")
        app.shot_step("place-check")
        dialog.find(BUTTON, "Log It as a Mention").click()
        closed(app, "Check a Place")
        app.find("label", "due in 7 days")
        app.find("label", "Looked at 1 time in 90 days")
        app.page("inbox")
        app.find("list", "Mentions, 2 open")
        app.undo()
        app.find("list", "Mentions, 1 open")
        app.page("sources")
        app.find("label", "due today")
        app.quit()


class BotServer(http.server.BaseHTTPRequestHandler):
    """A Bot API server to which two people have come who want to be let in."""
    def log_message(self, *args):
        pass

    def asks(self, update, number, name, bio):
        user = {"id": number, "is_bot": False, "first_name": name}
        return {"update_id": update, "chat_join_request": {"chat": {"id": -1009001, "title": "Закрытый клуб", "type": "supergroup"}, "from": user,
                                                           "user_chat_id": number, "date": int(time.time()) - 600, "bio": bio}}

    def result(self, method, asked):
        if method == "getMe":
            return {"id": 77, "is_bot": True, "first_name": "Помощник", "username": "club_helper_bot", "can_join_groups": True,
                    "can_read_all_group_messages": True, "supports_inline_queries": False}
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        if method == "getChatMember":
            return {"user": {"id": 77, "is_bot": True, "first_name": "Помощник"}, "status": "administrator", "can_invite_users": True}
        if method == "getUpdates":
            waiting = [self.asks(501, 41, "Прасковья", "Пишу на Python, живу в Казани"), self.asks(502, 42, "Ерофей", "Дёшево накручу подписчиков")]
            return [update for update in waiting if update["update_id"] >= asked.get("offset", 0)]
        self.server.decided.append((method, asked.get("user_id")))
        return True

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        asked = json.loads(body or "{}")
        method = self.path.rsplit("/", 1)[-1]
        if method == "getUpdates" and asked.get("offset", 0) > 502 and asked.get("timeout"):
            time.sleep(1)   # a long poll, shortened
        data = json.dumps({"ok": True, "result": self.result(method, asked)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):
            self.wfile.write(data)

    do_GET = do_POST


def workspace_with_requests(folder, url):
    path, token = os.path.join(folder, "Клуб.veche"), os.path.join(folder, "token")
    with open(os.open(token, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write("77:very-secret\n")
    for words in (["init"], ["source", "add", "telegram", "--url", url, "--name", "Клуб", "--own-server"], ["sync", "--token-from", token]):
        subprocess.run([BUILD + "/src/veche-cli", "--workspace", path, *words], check=True, capture_output=True,
                       env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE source SET next_run = 0")   # at the start, without its key: it asks to sign in again
    return path


def test_request_to_join_is_let_in_undone_declined():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), BotServer)
    server.decided = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        with Veche(workspace_with_requests(folder, f"http://127.0.0.1:{server.server_port}")) as app:
            app.find("list", "Mentions, 2 open")
            app.page("sources")
            app.press("Sign In Again")
            dialog = window(app, "Telegram")
            dialog.find(ENTRY, "Token of the bot").set_text("77:very-secret")
            dialog.find(BUTTON, "Connect").click()
            closed(app, "Telegram")
            app.page("inbox")
            app.choose("Mentions, 2 open", "^Ерофей")
            app.find("label", re.compile("^Wants to be let in"))
            app.shot_step("request")
            app.press("Let In")
            app.find("list", "Mentions, 1 open")
            app.undo()   # it has not left yet
            app.find("list", "Mentions, 2 open")
            for pill in list(app.each(BUTTON, re.compile(r"^\d+ new$"))):   # it came back above what is read
                pill.click()
            app.choose("Mentions, 2 open", "^Ерофей")
            app.find("label", re.compile("^Wants to be let in"))
            assert not server.decided, server.decided
            app.press("Decline")
            app.find("list", "Mentions, 1 open")
            app.choose("Mentions, 1 open", "^Прасковья")
            app.press("Let In")
            app.find("label", "Everyone Has an Answer")
            app.until(lambda: sorted(server.decided) == [("approveChatJoinRequest", 41), ("declineChatJoinRequest", 42)], "it did not leave", timeout=60)
            app.shot_step("requests-decided")
            app.quit()
    server.shutdown()


def workspace_with_a_draft(folder):
    """A question in Telegram, whose answer has a picture beside it already."""
    path, png = os.path.join(folder, "Клуб.veche"), b"\x89PNG\r\n\x1a\n" + bytes(100)
    subprocess.run([BUILD + "/src/veche-cli", "--workspace", path, "init"], check=True, capture_output=True,
                   env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    now, digest = int(time.time() * 1e6), hashlib.sha256(png).hexdigest()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO source (id, uid, type, name, url, created, paused) VALUES (1, 's', 'telegram', 'Клуб', 'http://127.0.0.1:9', 1, 1)")
        db.execute("INSERT INTO channel (id, uid, platform, remote_id, name, source_id) VALUES (1, 'c', 'telegram', 'chat5', 'Чат', 1)")
        db.execute("INSERT INTO member (id, uid, name, created) VALUES (1, 'm', 'Прасковья', 1)")
        db.execute("INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, text) VALUES (1, 'i', 'message', ?, 1, 'q', 1, 'Где встреча?')",
                   (now,))
        db.execute("INSERT INTO triage (id, uid, interaction_id, reason, at) VALUES (1, 't', 1, 'mention', ?)", (now,))
        db.execute("INSERT INTO attachment_part (hash, part, data) VALUES (?, 0, ?)", (digest, png))
        db.execute("INSERT INTO draft_file (interaction_id, name, type, size, hash, alt, position) VALUES (1, 'план.png', 'image/png', ?, ?, '', 0)",
                   (len(png), digest))
    return path


def test_draft_and_files_outlive_a_kill():
    with tempfile.TemporaryDirectory() as folder:
        path = workspace_with_a_draft(folder)
        with Veche(path) as app:
            app.choose("Mentions, 1 open", "^Прасковья")
            app.find("label", "план.png")
            app.find(ENTRY, "Your reply").set_text("Встречаемся у маяка, схема приложена")
            with contextlib.closing(sqlite3.connect(f"file:{urllib.parse.quote(path)}?mode=ro", uri=True)) as db:
                app.until(lambda: db.execute("SELECT text FROM draft").fetchall() == [("Встречаемся у маяка, схема приложена",)], "the draft is not kept")
            app.proc.kill()
            app.proc.wait()
        with Veche(path) as app:
            app.choose("Mentions, 1 open", "^Прасковья")
            app.until(lambda: app.find(ENTRY, "Your reply").text == "Встречаемся у маяка, схема приложена", "the draft is gone")
            app.find("label", "план.png")
            app.shot_step("draft-after-kill")
            app.press("Remove “план.png”")
            app.gone("label", "план.png")
            app.quit()


def choose_from(place, button, item):
    """A list that is read anew takes the menu of its row with it: it is opened again."""
    for _ in range(4):
        place.find(BUTTON, button).click()
        try:
            return place.find(MENU_ITEM, item, timeout=4).click()
        except AssertionError as error:
            left = error
    raise left


def dates(app):
    choose_from(app, "Main Menu", "Dates and Occasions…")
    return window(app, "Dates and Occasions")


def test_occasion_is_congratulated_in_a_reply_and_sent():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        dialog = dates(app)
        newcomer, birthday = re.compile("^Congratulate Снежана Попова: First message"), re.compile("^Congratulate Камиль Нуриев: Birthday")
        choose_from(dialog, birthday, "Already Congratulated")
        app.until(lambda: next(dialog.each(BUTTON, birthday), None) is None, "the birthday stays")
        app.key("ctrl+z")
        dialog.find(BUTTON, birthday)
        dialog.find(BUTTON, newcomer).click()
        app.shot_step("occasion-menu")
        dialog.find(MENU_ITEM, "Reply to the Message…").click()
        closed(app, "Dates and Occasions")
        draft = app.find(ENTRY, "Your reply")
        app.until(lambda: draft.text.startswith("Снежана, welcome!"), "the words are not in the draft")
        app.shot_step("occasion-draft")
        dialog = dates(app)
        dialog.find(BUTTON, birthday)
        assert next(dialog.each(BUTTON, newcomer), None) is None, "she is to be congratulated again"
        app.key("Escape")
        closed(app, "Dates and Occasions")
        app.press("Send")
        app.find("label", "Sent", timeout=40)
        app.quit()


def test_hot_thread_is_held():
    with Veche("--demo") as app:
        hot = re.compile("^A thread in “Штаб конференции” heats up: 8 messages in an hour")
        app.find(BUTTON, hot, timeout=120).click()
        app.find(BUTTON, "Fast threads ×")
        app.row(re.compile("^Mentions, "), "^Злата Кожевникова.*the thread heats up")
        app.find("label", re.compile("^This thread heats up: 8 messages in an hour, 6 people"))
        app.find(None, re.compile("^Playbook “Как отвечаем на жалобу”, 0 of 5 done"))
        app.shot_step("hot-thread")

        app.press("Holding Reply")
        draft = app.find(ENTRY, "Your reply")
        app.until(lambda: "уточню и вернусь сюда же" in draft.text, "the holding reply is not in the composer")
        assert "{" not in draft.text, draft.text
        app.shot_step("hot-thread-held")
        app.press("Send")
        app.find("label", "Sent", timeout=60)
        app.press("Put Away Until It Grows Again")
        app.gone(BUTTON, hot)
        app.press("Fast threads ×")
        app.gone(BUTTON, "Fast threads ×")
        app.quit()


def test_topics_lead_to_what_was_said():
    with Veche("--demo") as app:
        app.find("list", re.compile("^Mentions, "))
        app.page("competencies")
        app.find(BUTTON, "Who Can Answer?")
        app.press("Talk")
        app.find(BUTTON, "Messages behind Тексты")
        app.shot_step("talk")
        app.press("Messages behind Тексты")
        dialog = window(app, "Тексты")
        said = dialog.find(BUTTON, re.compile("^[^:]+: .*текст", re.I))
        app.shot_step("talk-said")
        said.click()
        closed(app, "Тексты")
        app.page("competencies")
        app.press("Messages behind Тексты")
        window(app, "Тексты").find(BUTTON, re.compile("^[^:]+: "))
        app.key("Escape")
        closed(app, "Тексты")
        app.quit()


def test_somebody_is_erased_for_good():
    with Veche("--demo") as app:
        app.find("list", re.compile(r"^Mentions, "))
        app.page("members")
        app.find("label", "126 people")
        app.key("ctrl+f"), app.type("shubin")
        app.choose("1 person", "^Олег Шубин")
        app.press("This Person")
        app.find("menu item", "Erase…").click()
        app.shot_step("erase")
        entry = app.find(ENTRY, re.compile("^To erase, type the name"))
        entry.set_text("Олег")
        app.key("Return")                       # half a name erases nobody
        entry.set_text("олег шубин")
        app.press("Erase")
        app.until(lambda: not app.has_row("1 person", "^Олег Шубин"), "they are still in the list", 60)
        app.page("inbox")
        app.until(lambda: not app.has_row(re.compile("^Mentions, "), "^Олег Шубин"), "their mention is still there")
        app.quit()


# What has long stood still and takes long: six minutes are all that the usual suite may take.
NIGHTLY = {"own_field_is_defined_set_found_and_undone", "introductions_are_read_accepted_rejected_undone", "table_is_pasted_mapped_imported_undone",
           "filtered_members_are_exported", "segment_is_exported", "pairs_are_decided_from_the_keyboard", "pair_is_merged_and_split",
           "somebody_is_erased_for_good", "feeds_of_a_page_are_chosen", "gap_is_shown_and_healed", "place_is_checked_by_hand", "topics_lead_to_what_was_said",
           "occasion_is_congratulated_in_a_reply_and_sent", "hot_thread_is_held"}


sys.exit(run(globals(), NIGHTLY))
