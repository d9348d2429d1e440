#!/usr/bin/python3
# screenshots.py: takes the pictures of the README from the sample community.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: screenshots.py BUILD_DIR [FOLDER]     FOLDER: data/screenshots without it"""
import os
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from veche import BUILD, Veche

FOLDER = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "screenshots")


def take(app, name):
    """256 colours are enough for a window, and a third of the size."""
    path = os.path.join(FOLDER, name + ".png")
    app.x("mousemove", app.size[0] - 1, app.size[1] - 1)
    time.sleep(1)
    app.shot(path)
    subprocess.run(["convert", path, "+dither", "-colors", "255", "-define", "png:compression-level=9", "PNG8:" + path], check=True)


def tour(suffix, pages, **kw):
    with Veche("--demo", **kw) as app:
        app.row(re.compile("^(Mentions|Обращения), "), "^Мария Костина").mouse()
        for name, page in pages:
            app.page(page)
            time.sleep(1)
            if page == "members":
                app.row(re.compile(r"^\d+ (people|человек)"), "^Анна Лебедева").mouse()
            take(app, name + suffix)


os.makedirs(FOLDER, exist_ok=True)
everything = (("inbox", "inbox"), ("members", "members"), ("plan", "plan"), ("sources", "sources"))
tour("", everything)
tour("-dark", everything[:3:2], dark=True)
tour("-ru", everything[:1], lang="ru_RU")
