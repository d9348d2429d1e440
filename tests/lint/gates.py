# gates.py: what every file of the tree is held to, one function a rule.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gate takes a Tree and returns its complaints, a line each. FAULTS has, for every gate, a file that it must refuse."""
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

C = r"src/.*\.[ch]$"
CORE = {"model", "store", "connectors", "sync", "exchange", "analysis"}
MAY_INCLUDE = {
    "model": {"model"},
    "store": {"model", "store"},
    "connectors": {"model", "connectors"},
    "sync": {"model", "store", "connectors", "exchange", "sync"},
    "exchange": {"model", "store", "exchange"},
    "analysis": {"model", "store", "analysis"},
    "app": CORE | {"app"},
    "cli": CORE | {"cli"},
    "main.c": CORE | {"app"},
}
ONLY_IN = {
    r"sqlite3(ext)?\.h": {"store"},
    r"libsoup/": {"connectors"},
    r"(gtk|gdk|gsk)/|adwaita\.h": {"app", "main.c"},
}
# These stand at the root of the include path; generated headers too.
ROOT_HEADERS = re.compile(r"^(veche-types|veche-config|veche-[a-z]+-resources)\.h$")


def layers(tree):
    """An include goes to the left only, and names its folder."""
    for name, number, line in tree.code(C):
        place = name.split("/")[1]
        ours, theirs = re.match(r'\s*#\s*include\s*"([^"]+)"', line), re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        if ours and not ROOT_HEADERS.match(ours[1]) and place in MAY_INCLUDE:
            layer = ours[1].split("/")[0]
            if "/" not in ours[1]:
                yield f"{name}:{number}: {ours[1]} without its folder"
            elif layer not in MAY_INCLUDE[place]:
                yield f"{name}:{number}: {place} must not include {ours[1]}"
        for pattern, places in ONLY_IN.items():
            if theirs and re.match(pattern, theirs[1]) and place not in places:
                yield f"{name}:{number}: <{theirs[1]}> belongs to {' and '.join(sorted(places))}"


def unsafe_calls(tree):
    """Nothing that writes without a length or starts a shell."""
    pattern = re.compile(r"\b(v?sprintf|strcpy|strcat|strtok|gets|system|popen|g_spawn_command_line_a?sync|tmpnam|mktemp)\s*\(")
    for name, number, line in tree.code(C):
        if pattern.search(line):
            yield f"{name}:{number}: {line.strip()}"


def sql_by_printf(tree):
    """SQL is bound, not printed; what turns a query into SQL is one file with golden tests."""
    pattern = re.compile(r'printf\s*\(.*"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b')
    for name, number, line in tree.code(C):
        if pattern.search(line) and name != "src/store/veche-query-sql.c":
            yield f"{name}:{number}: {line.strip()}"
        if "/store/" not in name and re.search(r'"\s*(SELECT\s.*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b', line):
            yield f"{name}:{number}: SQL outside the store"


def markup(tree):
    """Text from outside is never markup: not by name, and not by a libadwaita default."""
    for name, number, line in tree.code(C):
        if re.search(r"\b(gtk_label_set_markup|pango_parse_markup|pango_layout_set_markup|gtk_widget_set_tooltip_markup)\b"
                     r"|set_use_markup\s*\([^,]+,\s*TRUE|set_body_use_markup\s*\([^,]+,\s*TRUE", line):
            yield f"{name}:{number}: {line.strip()}"
        if re.search(r"\badw_avatar_(new|set_text)\b", line) and name != "src/app/veche-faces.c":
            yield f"{name}:{number}: a name may be of any length: veche_avatar_new() clamps it"
    for name in tree.these(r"src/app/.*\.c$"):
        text = tree.read(name)
        rows = re.search(r"\badw_(preferences_row_set_title|action_row_set_subtitle|expander_row_set_subtitle)\s*\((?![^;]*_\(\")", text)
        if rows and not re.search(r"use_markup|use-markup|g_markup_escape_text", text):
            yield f"{name}: {rows[0]} …): libadwaita reads it as markup unless use-markup is off"
        toasts = re.search(r"\badw_toast_(new|set_title)\s*\((?!\s*(\w+,\s*)?(_\(\"|\"))", text)
        if toasts and "g_markup_escape_text" not in text:
            yield f"{name}: {toasts[0]} …): a toast's title is markup"
    for name, number, line in tree.lines(r"ui/.*\.ui$"):
        if re.search(r'name="(use-markup|body-use-markup|tooltip-markup)">\s*(1|true|yes)?\b(?!\s*(0|false|no))', line, re.I) \
                and not re.search(r">\s*(0|false|no)\s*<", line, re.I):
            yield f"{name}:{number}: {line.strip()}"


def licence(tree):
    """Every source file says under which licence it is."""
    for name in tree.these(r".*\.(c|h|ui|sql|sh|py|css|in|xml)$", r"(.*/)?meson\.build$", r"\.ci/run$", r"data/.*\.[0-9]$", r"data/.*completion$"):
        if name == "po/POTFILES.in" or not name.startswith(("tests/data/", "data/demo/")):
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in tree.read(name)[:900]:
                yield f"{name}: no SPDX line"


def machine_paths(tree):
    """Nothing that is true on one machine only."""
    pattern = re.compile(r"(?<![\w.:/])/(work|home|root|tmp)/\w|\b(deb\.debian\.org|pypi\.org|npmjs\.(org|com)|proxy\.golang\.org|crates\.io)\b")
    for name in tree.these(r".*\.(c|h|ui|sql|sh|py|css|in|xml|po|md|json|1|yml|build)$", r"\.ci/"):
        if name.startswith("tests/lint/"):
            continue
        for number, line in enumerate(tree.read(name).splitlines(), 1):
            if pattern.search(line) and "#!" not in line[:2]:
                yield f"{name}:{number}: {line.strip()[:120]}"


def top_level(tree):
    """The top of the tree is settled."""
    allowed = {"src", "ui", "data", "po", "tests", "meson.build", "README.md", "COPYING"}
    for top in sorted({name.split("/")[0] for name in tree.names}):
        if top not in allowed and not top.startswith("."):
            yield f"{top}: not at the top level"


def unfinished(tree):
    """What is not done is left out, not marked."""
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|(?i:lorem ipsum|not (yet )?implemented)")
    for name, number, line in tree.lines(r".*\.(c|h|ui|sql|sh|css)$", r"(?!tests/).*\.py$", r"README\.md$"):
        if pattern.search(line):
            yield f"{name}:{number}: {line.strip()[:120]}"


def listed(tree):
    """A file that no build list names is dead."""
    builds = {folder: tree.read(f"{folder}/meson.build") for folder in ("src", "tests") if f"{folder}/meson.build" in tree.names}
    for name in tree.these(r"src/.*\.c$"):
        if name[4:] not in builds.get("src", "") and os.path.basename(name) not in builds.get("src", ""):
            yield f"{name}: not in src/meson.build"
    for name in tree.these(r"tests/.*/test-.*\.c$"):
        if name[6:-2] not in builds.get("tests", ""):
            yield f"{name}: not in tests/meson.build"
    resources = "".join(tree.read(name) for name in tree.these(r"(ui|data)/.*\.gresource\.xml$"))
    for name in tree.these(r"ui/.*\.(ui|svg|css)$", r"data/schema/.*\.sql$"):
        if os.path.basename(name) not in resources:
            yield f"{name}: in no gresource"


def translatable(tree):
    """Every file with words for people is in POTFILES.in, and nothing else is; words are typeset."""
    if "po/POTFILES.in" not in tree.names:
        return
    potfiles = {line.strip() for line in tree.read("po/POTFILES.in").splitlines() if line.strip() and not line.startswith("#")}
    words = re.compile(r'(?<![\w"])(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"|translatable="(yes|true|1)"')
    for name in sorted(potfiles - set(tree.names)):
        yield f"po/POTFILES.in: {name} is not there"
    for name in tree.these(r"src/(app/.*|main)\.c$", r"ui/.*\.ui$"):
        if words.search(tree.read(name)) and name not in potfiles:
            yield f"{name}: has words for people, is not in po/POTFILES.in"
    for name, number, line in tree.code(r"src/app/.*\.c$", r"ui/.*\.ui$"):
        if words.search(line) and re.search(r'(?:"|>)[^"<>]*[A-Za-z]\.\.\.', line):
            yield f"{name}:{number}: three dots for …"


def named_buttons(tree):
    """A button that is only a picture has words for those who cannot see it."""
    for name in tree.these(r"ui/.*\.ui$"):
        try:
            root = xml.fromstring(tree.read(name))
        except xml.ParseError:
            continue
        for node in root.iter("object"):
            if node.get("class") not in ("GtkButton", "GtkMenuButton", "GtkToggleButton"):
                continue
            own = {p.get("name"): p for p in node.findall("property")}
            if "icon-name" not in own or "label" in own or "child" in own or node.findall("child"):
                continue
            label = [p for p in node.findall("accessibility/property") if p.get("name") == "label"]
            if "tooltip-text" not in own or not label:
                yield f"{name}: {node.get('class')} {own['icon-name'].text}: no {'accessible label' if 'tooltip-text' in own else 'tooltip'}"


def run(*command, folder=None):
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines() or [f"{command[0]}: {done.returncode}"]


def well_formed(tree):
    """XML is XML."""
    names = [str(tree.top / name) for name in tree.these(r".*\.(ui|xml|svg|xml\.in)$") if not name.startswith("tests/")]
    return run("xmllint", "--noout", *names) if names else []


def settings(tree):
    """The settings' schema compiles without a warning."""
    return run("glib-compile-schemas", "--strict", "--dry-run", str(tree.top / "data")) if tree.these(r"data/.*gschema\.xml$") else []


def scripts(tree):
    """The scripts are what shellcheck takes, where there is one."""
    names = tree.these(r".*\.sh$", r"\.ci/run$")
    return run("shellcheck", "-x", "-S", "warning", "-e", "SC2046", *names, folder=tree.top) if names and shutil.which("shellcheck") else []


RUSSIAN = (
    (r"\.\.\.", "three dots for …"),
    (r'(?<![=\\\w])"(?=[А-Яа-яё])', "straight quotes for « »"),
    (r"[А-Яа-яё]!", "an exclamation mark"),
    (r"(?<!,) - ", "a hyphen for —"),   # ", - список" shows how a list is written
    (r"\b([Ее]ще|[Ее]е|[Нн]ее|[Ии]дет|[Нн]айдет|[Пп]ридет|[Оо]тчет\w*|[Уу]чет\w*|[Пп]ришел|[Нн]ашел|[Вв]се еще|[Вв]перед|[Оо]твет[её]те?)\b(?<!ё)", "е for ё"),
    (r"\b([Лл]ид\w?|[Ww]?[Юю]зер\w*|[Тт]окен\w*|API)\b", "a word that we do not use"),
)


def russian(tree):
    """The Russian catalogue is whole, and written as we write."""
    for name in tree.these(r"po/ru\.po$"):
        yield from run("msgfmt", "--check-format", "--check-domain", "-o", os.devnull, str(tree.top / name))
        for what, flag in (("untranslated", "--untranslated"), ("fuzzy", "--only-fuzzy"), ("obsolete", "--only-obsolete")):
            left = subprocess.run(["msgattrib", flag, "--no-wrap", str(tree.top / name)], capture_output=True, text=True).stdout
            for text in re.findall(r'^(?:#~ )?msgid "(.+)"$', left, re.M):
                yield f"{name}: {what}: {text}"
        whole = subprocess.run(["msgcat", "--no-wrap", str(tree.top / name)], capture_output=True, text=True).stdout
        for entry, text in ((entry, text) for entry in whole.split("\n\n") for text in re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', entry, re.M)):
            for pattern, what in RUSSIAN:
                # Congratulations are what a person says to a person, and the program only puts into their mouth.
                if what == "an exclamation mark" and "veche-occasion-row.c" in entry:
                    continue
                # In « » stand the words of others: what a platform has written on its buttons; in { } a line of JSON.
                if re.search(pattern, re.sub("«[^»]*»|{[^}]*}", "", text.replace('\\"', '"').replace("\\n", " "))):
                    yield f"{name}: {what}: {text}"


def complete(tree):
    """Every word of the program is in the Russian catalogue."""
    if not {"po/ru.po", "po/POTFILES.in"} <= set(tree.names):
        return
    with tempfile.TemporaryDirectory() as tmp:
        pot = os.path.join(tmp, "veche.pot")
        yield from run("xgettext", "--from-code=UTF-8", "--add-comments", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2", "-kg_dngettext:2,3",
                       "-kg_dpgettext2:2c,3", "-D", str(tree.top), "-f", str(tree.top / "po/POTFILES.in"), "-o", pot)
        if os.path.exists(pot):
            merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", str(tree.top / "po/ru.po"), pot], capture_output=True, text=True).stdout
            left = subprocess.run(["msgattrib", "--untranslated", "--no-wrap"], input=merged, capture_output=True, text=True).stdout
            for text in re.findall(r'^msgid "(.+)"$', left, re.M):
                yield f"po/ru.po: not there: {text}"


def arguments(text):
    """(where, function, [argument…]) of every call and definition in C."""
    for call in re.finditer(r"\b([a-z]\w+) \(", text):
        depth, parts, at = 1, [""], call.end()
        while depth and at < len(text):
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[at], 0)
            if depth == 1 and text[at] == ",":
                parts.append("")
            elif depth:
                parts[-1] += text[at]
            at += 1
        yield call.start(), at, call[1], [part.strip() for part in parts]


def codes_said(text):
    """The codes that a connector's sources hand to veche_batch_add_notice(), also by way of a function's parameter."""
    found, calls = set(), list(arguments(text))
    takers, known = {("veche_batch_add_notice", 1)}, set()
    while takers - known:
        taker, place = (takers - known).pop()
        known.add((taker, place))
        inside = None
        for start, end, name, given in calls:
            if re.match(r"\s*\{", text[end:]):
                inside = (name, given)
            elif name == taker and len(given) > place:
                found |= set(re.findall(r'"([a-z][a-z-]*)"', given[place]))
                for number, parameter in enumerate(inside[1] if inside else []):
                    if re.search(r"\b" + re.escape(given[place]) + "$", parameter):
                        takers.add((inside[0], number))
    return found


def notices(tree):
    """What a connector says can't be seen has a sentence in its guide, and every sentence is said by somebody."""
    said, told = {}, {}
    for name in tree.these(r"src/connectors/veche-[a-z]+-.*\.c$"):
        text = "\n".join(line for _, _, line in tree.code(re.escape(name) + "$"))
        said[name.split("-")[1]] = said.get(name.split("-")[1], "") + text
    for name in tree.these(r"src/app/veche-guide-[a-z]+\.c$"):
        lists = re.findall(r"VecheGuideNotice \w+\[\] = \{(.*?)\n\};", tree.read(name), re.S)
        told[name[len("src/app/veche-guide-"):-2]] = {code for one in lists for code in re.findall(r'\{ "([a-z-]+)",', one)}
    for platform in sorted(set(said) | set(told)):
        codes, sentences = codes_said(said.get(platform, "")), told.get(platform, set())
        for code in sorted(codes - sentences):
            yield f"src/app/veche-guide-{platform}.c: no sentence for the notice \"{code}\""
        for code in sorted(sentences - codes):
            yield f"src/app/veche-guide-{platform}.c: nobody says \"{code}\""


GATES = (layers, unsafe_calls, sql_by_printf, markup, licence, machine_paths, top_level, unfinished, listed, translatable, named_buttons,
         well_formed, settings, scripts, notices, russian, complete)

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
# gate: files, each of which alone it must refuse
FAULTS = {
    layers: {"src/model/a.c": '#include "store/veche-store.h"\n', "src/sync/a.c": "#include <sqlite3.h>\n", "src/cli/a.c": "#include <gtk/gtk.h>\n",
             "src/store/a.c": '#include "veche-store.h"\n', "src/app/a.c": "#include <libsoup/soup.h>\n"},
    unsafe_calls: {"src/app/a.c": "  sprintf (buffer, x);\n", "src/store/a.c": "  if (system (x))\n"},
    sql_by_printf: {"src/store/a.c": 'sql = g_strdup_printf ("SELECT %s", x);\n', "src/app/a.c": '"SELECT id FROM member"\n'},
    markup: {"src/app/a.c": "gtk_label_set_markup (label, text);\n", "src/app/b.c": "adw_preferences_row_set_title (row, name);\n",
             "src/app/c.c": "toast = adw_toast_new (text);\n", "src/app/d.c": "face = adw_avatar_new (28, name, TRUE);\n", "ui/a.ui": '<property name="use-markup">1</property>\n'},
    licence: {"src/a.c": "int a;\n", "ui/a.ui": "<interface/>\n", "data/schema/1.sql": "SELECT 1;\n", "tests/a.py": "pass\n"},
    machine_paths: {"src/a.c": '"/home/me/x"\n', "tests/a.sh": "cd /" + "work/x\n", "README.md": "from deb." + "debian.org\n"},
    top_level: {"NEWS": "\n"},
    unfinished: {"src/a.c": "/* TODO: more */\n", "ui/a.ui": "Lorem ipsum\n"},
    listed: {"src/model/a.c": "int a;\n", "tests/model/test-a.c": "int a;\n", "ui/a.ui": "<interface/>\n"},
    translatable: {"src/app/a.c": '_("Word")\n', "ui/a.ui": '<property translatable="yes">Word</property>\n'},
    named_buttons: {"ui/a.ui": '<i><object class="GtkButton"><property name="icon-name">x</property></object></i>'},
    well_formed: {"ui/a.ui": "<interface>\n"},
    settings: {"data/a.gschema.xml": '<schemalist><schema id="a" path="/a/"><key name="b" type="s"/></schema></schemalist>'},
    scripts: {"src/a.sh": "#!/bin/sh\ncd $1\n"},
    notices: {"src/connectors/veche-x-a.c": 'void\nsay (B *b, const char *code)\n{\n  veche_batch_add_notice (b, code, NULL);\n}\n'
                                             'void\ntell (B *b)\n{\n  say (b, "shut");\n}\n',
              "src/app/veche-guide-x.c": 'static const VecheGuideNotice notices[] = {\n  { "shut", N_ ("Shut.") },\n};\n'},
    russian: {"po/ru.po": PO + 'msgid "Word"\nmsgstr ""\n'},
    complete: {"src/app/a.c": 'x = _("Word");\n'},
}
# What some faults need beside them.
BESIDE = {translatable: {"po/POTFILES.in": "\n"}, complete: {"po/POTFILES.in": "src/app/a.c\n", "po/ru.po": PO}}
