#!/usr/bin/env python3
# make-telegram.py
#
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes an export of a big chat: make-telegram.py FILE MEGABYTES [PEOPLE]. The same for the same arguments."""
import json
import random
import sys

WORDS = ("переносил базу вчера индекс запрос ответ встреча зал доклад запись слайды кофе python postgres кластер ошибка тест код ревью релиз "
         "the quick brown fox jumps over lazy dog meeting slides release index query").split()


def message(number, people, rng):
    author = min(int(rng.expovariate(8 / people)), people - 1)
    made = {"id": number, "type": "message", "date": "2026-01-01T00:00:00", "date_unixtime": str(1600000000 + number * 37),
            "from": "Участник %d" % author, "from_id": "user%d" % (1000 + author)}
    if number > 10 and rng.random() < .3:
        made["reply_to_message_id"] = number - rng.randint(1, 9)
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(2, 40)))
    if rng.random() < .1:
        words += "?"
    if rng.random() < .02:
        made["text"] = [words, {"type": "mention", "text": "@vera_mayak"}, " и ещё"]
    else:
        made["text"] = words
    made["text_entities"] = [{"type": "plain", "text": words}]
    return made


def main():
    path, megabytes = sys.argv[1], int(sys.argv[2])
    people = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as out:
        out.write('{\n "name": "Большой чат",\n "type": "private_supergroup",\n "id": 1999999999,\n "messages": [\n')
        number = 0
        while out.tell() < megabytes * 1000000:
            number += 1
            out.write(("  " if number == 1 else ",\n  ") + json.dumps(message(number, people, rng), ensure_ascii=False, indent=1))
        out.write("\n ]\n}\n")
    print(number, "messages")


if __name__ == "__main__":
    main()
