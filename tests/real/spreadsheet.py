#!/usr/bin/env python3
# spreadsheet.py: what a real spreadsheet makes of our exports.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""spreadsheet.py VECHE_CLI: exported CSV and XLSX, opened in LibreOffice Calc without a window.

No cell may have become a formula (12 openers x 4 quotings), Cyrillic is whole, days are days, leading zeros and phone numbers are kept.
TAP on standard output; skips without LibreOffice.
"""
import csv, json, os, pathlib, shutil, sqlite3, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

CLI = os.path.abspath(sys.argv[1])
OPENERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−"]
QUOTINGS = ["", "'", '"', " "]
TABLE, OFFICE, TEXT = ("{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}" % name for name in ("table", "office", "text"))
checks = []


def check(name, ok, detail=""):
    checks.append(bool(ok))
    print(f"{'ok' if ok else 'not ok'} {len(checks)} {name}", flush=True)
    if not ok:
        print("# " + str(detail)[:1500].replace("\n", "\n# "), flush=True)


def plain(element):
    """The text of a cell: spaces and tabs are elements in it."""
    out = element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            out += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag == TEXT + "tab":
            out += "\t"
        elif child.tag == TEXT + "line-break":
            out += "\n"
        else:
            out += plain(child)
        out += child.tail or ""
    return out


class Sheet:
    """A file as LibreOffice understands it: rows of (formula, kind, value, text)."""

    def __init__(self, folder, file, filter_=None):
        out = folder / "opened"
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fods", "--outdir", str(out), str(file)]
        if filter_:
            command.insert(3, f"--infilter={filter_}")
        done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        flat = out / (file.stem + ".fods")
        if not flat.exists():
            raise RuntimeError(done.stdout + done.stderr)
        self.rows = []
        for row in ET.parse(flat).getroot().iter(TABLE + "table-row"):
            cells = []
            for cell in row.findall(TABLE + "table-cell"):
                kind = cell.get(OFFICE + "value-type")
                value = cell.get(OFFICE + "date-value") or cell.get(OFFICE + "value")
                text = "\n".join(plain(p) for p in cell.findall(TEXT + "p"))
                cells += [(cell.get(TABLE + "formula"), kind, value, text)] * min(int(cell.get(TABLE + "number-columns-repeated", "1")), 100)
            if any(kind for _, kind, _, _ in cells):
                self.rows.append(cells)
        flat.unlink()

    def column(self, title):
        at = [text for _, _, _, text in self.rows[0]].index(title)
        return [row[at] if at < len(row) else (None, None, None, "") for row in self.rows[1:]]

    def formulas(self):
        return [cell for row in self.rows for cell in row if cell[0] is not None]


class Work:
    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "try.veche"
        self.env = dict(os.environ, XDG_DATA_HOME=str(folder / "data"), HOME=str(folder), TZ="UTC", LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="disabled:")

    def run(self, *args):
        return subprocess.run([CLI, "--workspace", str(self.file), *args], env=self.env, capture_output=True, text=True, check=True,
                              timeout=120).stdout

    def fill(self, cities):
        """One person for each city, written past the program: it would trim them."""
        people = self.folder / "people.jsonl"
        people.write_text("".join(json.dumps({"name": f"Человек {i:03} Ёжиков", "phone": f"+7900{i:07}", "telegram": f"chelovek_{i:03}",
                                              "birthday": "1990-05-17", "tags": ["007", "хор"], "notes": ["=1+1"]}) + "\n" for i in range(len(cities))),
                          encoding="utf-8")
        self.run("init")
        self.run("import", "jsonl", str(people), "--map", "phone=phone")
        with sqlite3.connect(self.file) as db:
            for i, city in enumerate(cities):
                db.execute("UPDATE member SET city = ?, headline = ? WHERE name LIKE ?", (city, "007", f"Человек {i:03}%"))


def normal(text):
    """XML and spreadsheets know one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def look(work, kind, sheet, cities, expected):
    found = {name[3]: city for name, city in zip(sheet.column("Name"), sheet.column("City"))}
    check(f"{kind}: no cell is a formula", not sheet.formulas(), sheet.formulas())
    check(f"{kind}: all people, Cyrillic whole", sorted(found) == [f"Человек {i:03} Ёжиков" for i in range(len(cities))], sorted(found)[:3])
    wrong = [(city, found.get(f"Человек {i:03} Ёжиков")) for i, city in enumerate(cities)
             if (c := found.get(f"Человек {i:03} Ёжиков")) is None or c[1] != "string" or normal(c[3]) != normal(expected(city))]
    check(f"{kind}: the {len(cities)} bad beginnings are texts as we wrote them", not wrong, wrong)
    check(f"{kind}: days are days", all(c[1] == "date" and c[2] == "1990-05-17" for c in sheet.column("Birthday")), sheet.column("Birthday")[:2])


def keeps(kind, sheet, phone):
    check(f"{kind}: leading zeros are kept", all(c[1] == "string" and c[3] == "007" for c in sheet.column("Headline")), sheet.column("Headline")[:2])
    phones = sorted(c[3] for c in sheet.column("Phone"))
    check(f"{kind}: phone numbers are kept", phones[0] == phone and all(c[1] == "string" for c in sheet.column("Phone")), phones[:2])


def main():
    if not shutil.which("soffice"):
        print("1..0 # SKIP no LibreOffice here (libreoffice-calc-nogui)")
        return 0
    cities = [q + o + "1+1" for o in OPENERS for q in QUOTINGS] + ["=HYPERLINK(\"http://x.example\";\"a\")", "@SUM(1;1)", "+7 900", "_x0041_", "«Казань»"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        planted = folder / "planted.csv"
        planted.write_text('"Name","City"\n"a","=1+1"\n', encoding="utf-8")
        check("a formula that nobody tamed is found by this test", Sheet(folder, planted, "CSV:44,34,76,1").formulas())

        work = Work(folder)
        work.fill(cities)
        table, book = folder / "people.csv", folder / "people-book.xlsx"
        work.run("export", "csv", str(table), "--private")
        work.run("export", "xlsx", str(book), "--private")
        with table.open(encoding="utf-8-sig", newline="") as file:
            written = {row["Name"]: row["City"] for row in csv.DictReader(file)}
        by_city = {city: written[f"Человек {i:03} Ёжиков"] for i, city in enumerate(cities)}

        look(work, "CSV", Sheet(folder, table, "CSV:44,34,76,1"), cities, by_city.get)
        quoted = Sheet(folder, table, "CSV:44,34,76,1,,0,true")
        check("CSV, quoted as texts: no cell is a formula", not quoted.formulas(), quoted.formulas())
        keeps("CSV, quoted as texts", quoted, "'+79000000000")
        sheet = Sheet(folder, book)
        look(work, "XLSX", sheet, cities, lambda city: city)
        keeps("XLSX", sheet, "+79000000000")
        open_book = folder / "people-book.ods"
        work.run("export", "ods", str(open_book), "--private")
        sheet = Sheet(folder, open_book)
        look(work, "ODS", sheet, cities, lambda city: city.replace("\t", ""))    # LibreOffice passes over <text:tab/> in a cell
        keeps("ODS", sheet, "+79000000000")
        print(f"1..{len(checks)}")
    return 0 if all(checks) else 1


sys.exit(main())
