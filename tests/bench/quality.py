#!/usr/bin/env python3
# quality.py: how well pairs, spreadsheets, questions and introductions are judged, through the real veche-cli.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: quality.py VECHE_CLI pairs|pairs-alone|sheets|harvest FILE.jsonl...     figures on stdout
       quality.py VECHE_CLI experts PEOPLE.jsonl|WORKSPACE QUESTIONS.jsonl
With --tell each miss is told; --set NAME takes only the lines of that set.  Nothing fails: it prints."""
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unicodedata

COLUMNS = ["name", "telegram", "vk", "discord", "mastodon", "github", "instagram", "slack", "discourse", "youtube", "bluesky", "e-mail", "phone", "city", "birthday", "headline"]


class Workspace:
    def __init__(self, cli, folder):
        self.cli, self.folder = cli, pathlib.Path(folder)
        self.file = self.folder / "try.veche"
        self.env = dict(os.environ, HOME=folder, XDG_DATA_HOME=folder + "/data", TZ="UTC", LC_ALL="C.UTF-8", DBUS_SESSION_BUS_ADDRESS="disabled:")

    def run(self, *args):
        done = subprocess.run([self.cli, "--workspace", str(self.file), "--json", *args], capture_output=True, env=self.env, timeout=600, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{args}: {done.stderr.decode('utf-8', 'replace')}")
        return [json.loads(line) for line in done.stdout.decode().splitlines() if line.strip()]


def read(path, wanted):
    with open(path, encoding="utf-8") as file:
        found = [json.loads(line) for line in file if line.strip()]
    return [one for one in found if wanted is None or one.get("set") == wanted]


def row_of(person, number):
    row = {"name": person.get("name", ""), "city": person.get("city", ""), "birthday": person.get("birthday", "")}
    row["headline"] = person.get("headline") or person.get("about") or ""
    row["code"] = str(number)
    for account in person.get("accounts", []):
        column = "e-mail" if account["platform"] == "email" else account["platform"]
        row[column] = account["handle"] + ("@" + account["instance"] if account["instance"] and column == "mastodon" else "")
    return row


def bring(workspace, people):
    """Everybody as one table, each as a person of their own; number → uid."""
    table = workspace.folder / "people.csv"
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS + ["code"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(row_of(person, i) for i, person in enumerate(people))
    maps = [word for column in COLUMNS for word in ("--map", f"{column}={'email' if column == 'e-mail' else column}")]
    workspace.run("import", "csv", str(table), "--on-match", "add", "--map", "code=note", *maps)
    uids = {}
    for member in workspace.run("members", "--limit", "100000"):
        notes = workspace.run("member", member["uid"])[0].get("notes") or []
        for note in notes:
            uids[int(note["text"])] = member["uid"]
    return uids


def pairs(options, alone):
    for path in options.files:
        labels = read(path, options.set)
        found, wrong, strange, kinds = 0, 0, 0, {}
        groups = [[label] for label in labels] if alone else [labels]
        for group in groups:
            with tempfile.TemporaryDirectory() as folder:
                workspace = Workspace(options.cli, folder)
                workspace.run("init")
                uids = bring(workspace, [person for label in group for person in (label["a"], label["b"])])
                offered = {frozenset((pair["a"], pair["b"])): pair for pair in workspace.run("duplicates")}
                everything = {frozenset((pair["a"], pair["b"])): pair for pair in workspace.run("duplicates", "--all")} if options.tell else {}
                labelled = {}
                for i, label in enumerate(group):
                    ends = frozenset(filter(None, (uids.get(2 * i), uids.get(2 * i + 1))))
                    labelled[ends] = label
                    has = ends in offered
                    found += has and label["same"]
                    wrong += has and not label["same"]
                    kind = kinds.setdefault(label.get("kind", ""), [0, 0])
                    kind[0] += has == label["same"]
                    kind[1] += 1
                    if options.tell and has != label["same"]:
                        seen = everything.get(ends)
                        print("LOST " if label["same"] else "WRONG", label.get("kind"), json.dumps([label["a"], label["b"]], ensure_ascii=False))
                        print("     ", [(r["what"], r["points"]) for r in seen["reasons"]] if seen else "", seen["score"] if seen else "never seen")
                for ends, pair in offered.items():
                    if ends not in labelled:
                        strange += 1
                        if options.tell:
                            print("STRANGE", pair.get("a_name"), pair.get("b_name"), [(r["what"], r["text"], r["points"]) for r in pair["reasons"]])
        same = sum(label["same"] for label in labels)
        print(f"{pathlib.Path(path).name}: recall {found / max(same, 1):.3f} ({found} of {same}), precision {found / max(found + wrong, 1):.3f} "
              f"({wrong} wrong of {len(labels) - same}); {strange} between pairs")
        print("    " + ", ".join(f"{kind} {right}/{n}" for kind, (right, n) in kinds.items()))


def fold(text):
    return unicodedata.normalize("NFC", str(text)).casefold().replace("ё", "е").strip()


def values_of(member, what):
    """What an exported person has under that name."""
    if what in ("tags",):
        return member.get("tags", [])
    if what == "competencies":
        return [f"{one['name']}={one['level']}" if isinstance(one, dict) else str(one) for one in member.get("competencies", [])]
    if what == "note":
        return [note["text"] if isinstance(note, dict) else note for note in member.get("notes", [])]
    if what in ("city", "birthday", "headline", "offers", "needs", "origin", "joined", "stage", "motives"):
        return [member.get(what) or ""]
    return [identity["handle"] for identity in member.get("identities", []) if identity["platform"] == what]


def wrong_values(label, members):
    wrong, n = [], 0
    by_name = {member["name"]: member for member in members}
    for names, wanted in label.get("people", {}).items():
        member = next((by_name[name] for name in names.split("|") if name in by_name), None)
        for what, value in wanted.items():
            for part in value.split(","):
                n += 1
                if member is None or not any(fold(has).startswith(fold(part)) for has in values_of(member, what)):
                    wrong.append(f"{names}: no {what} {part}, but {values_of(member, what) if member else 'nobody'}")
    if "n" in label:
        n += 1
        if len(members) != label["n"]:
            wrong.append(f"{len(members)} people, not {label['n']}: {[member['name'] for member in members]}")
    return wrong, n


def sheet(options, label):
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(options.cli, folder)
        workspace.run("init")
        path = pathlib.Path(folder) / label.get("file", "people.csv")
        text = ("\ufeff" if label.get("bom") else "") + label["text"]
        path.write_bytes(text.encode({"WINDOWS-1251": "cp1251"}.get(label.get("charset"), label.get("charset") or "utf-8")))
        seen = workspace.run("import", "csv", str(path), "--dry-run")[0]
        fields = [column["looks_like"] for column in seen["columns"]]
        wanted = label["fields"].split(" ")
        right = len(fields) == len(wanted) and all(field.split(":=")[0] in ways.split("|") or field in ways.split("|") for field, ways in zip(fields, wanted))
        workspace.run("import", "csv", str(path))
        out = pathlib.Path(folder) / "out.json"
        workspace.run("export", "json", str(out), "--private")
        members = json.loads(out.read_text(encoding="utf-8") or "[]")
        origins = {one["uid"]: workspace.run("member", one["uid"])[0] for one in workspace.run("members", "--limit", "100000")}
        for member in members:
            member["origin"] = next((one.get("origin") for one in origins.values() if one["name"] == member["name"]), None)
        wrong, n = wrong_values(label, members)
        if options.tell and (not right or wrong):
            print("COLUMNS" if not right else "VALUES ", label["name"], "\n    wanted", label["fields"], "\n    got   ", " ".join(fields), *("\n    " + line for line in wrong))
        return right, wrong, n


def sheets(options):
    for path in options.files:
        labels = read(path, options.set)
        results = [sheet(options, label) for label in labels]
        columns, whole = sum(right for right, _, _ in results), sum(right and not wrong for right, wrong, _ in results)
        print(f"{pathlib.Path(path).name}: columns right in {columns} of {len(labels)} files, all values too in {whole}; "
              f"{sum(len(wrong) for _, wrong, _ in results)} of {sum(n for _, _, n in results)} values wrong")


def community(workspace, path, ago=0, spread=0):
    """People as a table, what they said as JSON Lines of one chat: the newest ago days old, the oldest ago + spread."""
    people = read(path, None)
    table, talk = workspace.folder / "people.csv", workspace.folder / "talk.jsonl"
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "telegram", "city", "headline", "competencies"])
        for person in people:
            skills = "; ".join(f"{name} ({level})" for name, level in person["competencies"].items())
            writer.writerow([person["name"], person["handle"], person.get("city", ""), person.get("headline", ""), skills])
    workspace.run("init")
    workspace.run("import", "csv", str(table))
    with open(talk, "w", encoding="utf-8") as file:
        for i, (handle, said) in enumerate((person["handle"], said) for person in people for said in person["says"]):
            at = int(time.time()) - 3600 * (5 + 7 * i) - 86400 * (ago + (spread * (i * 61 % 97) // 97 if spread else 0))
            file.write(json.dumps({"platform": "telegram", "at": at, "handle": handle, "author_id": handle, "channel": "quarter", "id": str(i), "text": said}, ensure_ascii=False) + "\n")
    workspace.run("import", "jsonl", str(talk))


def experts(options):
    place, questions = options.files
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(options.cli, folder)
        if place.endswith(".jsonl"):
            community(workspace, place, options.ago, options.spread)
        else:
            workspace.file.write_bytes(pathlib.Path(place).read_bytes())
        handles = {}
        for member in workspace.run("members", "--limit", "100000"):
            for identity in workspace.run("member", member["uid"])[0]["identities"]:
                handles.setdefault(member["uid"], set()).add(identity["handle"])
        labels = read(questions, options.set)
        right = first = forbidden = 0
        for label in labels:
            found = workspace.run("experts", label["q"], "--limit", "6")
            called = [handles.get(one["uid"], set()) for one in found]
            top = set().union(*called[:3]) if called else set()
            bad = top & set(label.get("not", []))
            good = bool(top & set(label["right"])) if label["right"] else not found
            right += good and not bad
            first += bool(called) and bool(called[0] & set(label["right"])) or (not label["right"] and not found)
            forbidden += bool(bad)
            if options.tell and (not good or bad):
                print("WRONG" if bad else "MISS ", label["q"], "| wanted", *label["right"])
                for one in found[:4]:
                    print("       ", one["name"], one["score"], "; ".join(f"{r['what']} {r['points']:+}: {r['text']}" for r in one["reasons"])[:260])
        print(f"{pathlib.Path(questions).name}: a right person among the first three in {right} of {len(labels)} ({100 * right / max(len(labels), 1):.0f} %), "
              f"first in {first} ({100 * first / max(len(labels), 1):.0f} %); somebody who knows nothing of it in {forbidden}")


def fits(find, wanted):
    kind, value = wanted
    if find["kind"] != kind:
        return False
    a = fold(find["value"])
    return any(a == fold(way) if kind == "city" else fold(way) in a or kind == "competency" and len(a) > 3 and a in fold(way) for way in value.split("|"))


def harvest(options):
    for path in options.files:
        labels = read(path, options.set)
        right = proposed = found = wanted = 0
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(options.cli, folder)
            community(workspace, options.community) if options.community else workspace.run("init")
            for i, label in enumerate(labels):
                text = pathlib.Path(folder) / "intro.txt"
                text.write_text(f"Гость {i}: {label['text']}\n", encoding="utf-8")
                workspace.run("member", "add", f"Гость {i}")
                finds = [one for one in workspace.run("harvest", "--file", str(text), "--dry-run") if "kind" in one]
                for find in finds:
                    good = any(fits(find, one) for one in label["expect"])
                    if not good and any(fits(find, one) for one in label.get("may", [])):
                        continue
                    proposed += 1
                    right += good
                    if options.tell and not good:
                        print("EXTRA", find["kind"], find["value"], "  in:", label["text"])
                for one in label["expect"]:
                    has = any(fits(find, one) for find in finds)
                    wanted += 1
                    found += has
                    if options.tell and not has:
                        print("LOST ", *one, "  in:", label["text"])
        print(f"{pathlib.Path(path).name}: {right} of {proposed} proposals right ({100 * right / max(proposed, 1):.0f} %), "
              f"{found} of {wanted} found ({100 * found / max(wanted, 1):.0f} %)")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("cli")
    parser.add_argument("what")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--set")
    parser.add_argument("--community", help="for harvest: whose competencies are known")
    parser.add_argument("--ago", type=int, default=0, help="for experts: all was said so many days earlier")
    parser.add_argument("--spread", type=int, default=0, help="for experts: it was said in the course of so many days")
    parser.add_argument("--tell", action="store_true")
    options = parser.parse_args()
    options.cli = os.path.abspath(options.cli)
    {"pairs": lambda o: pairs(o, False), "pairs-alone": lambda o: pairs(o, True), "sheets": sheets, "experts": experts, "harvest": harvest}[options.what](options)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
