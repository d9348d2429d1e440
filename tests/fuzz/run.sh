#!/bin/sh
# run.sh: fuzzes what reads foreign data.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds every tests/fuzz/fuzz-NAME.c with clang, libFuzzer, ASan and UBSan, and runs each for a while.  Seeds are the files of tests/data, tests/connectors/data
# and, for what no other test reads, tests/fuzz/corpus/NAME.  What is learnt stays in the build folder under fuzz/NAME, what breaks under
# fuzz/NAME.found.
#
#   sh tests/fuzz/run.sh [SECONDS [NAME…]]      20 seconds each, all of them
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-20}
[ $# -gt 0 ] && shift

build=_build-fuzz
if [ ! -f $build/build.ninja ]; then
  CC=${CC:-clang} meson setup $build -Dbuildtype=debugoptimized -Db_lundef=false -Db_sanitize=address,undefined \
    -Dc_args=-fsanitize=fuzzer-no-link >/dev/null
fi
ninja -C $build src/libveche-core.a

packages='gio-2.0 gio-unix-2.0 libsoup-3.0 gnutls json-glib-1.0 sqlite3 libxml-2.0 icu-i18n icu-uc yajl libical libarchive'
for package in libsecret-1 xlsxwriter libebook-contacts-1.2; do
  pkg-config --exists $package && packages="$packages $package"
done
[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz-*.c | sed 's|.*/fuzz-||; s|\.c$||')

# One file for each labelled text of a list in $2, its key is $1.
split_texts() {
  python3 - "$1" "$2" "$3" <<'END'
import json, pathlib, sys
for n, line in enumerate(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()):
    pathlib.Path(sys.argv[3], f"{n:03}").write_text(json.loads(line)[sys.argv[1]], encoding="utf-8")
END
}

# The folders of seeds of $1.
seeds() {
  [ ! -d "tests/fuzz/corpus/$1" ] || echo "tests/fuzz/corpus/$1"
  case $1 in
    chat-jsonl) echo tests/data/jsonl ;;
    lines) echo tests/data/jsonl tests/connectors/data/lines ;;
    workbook) echo tests/data/workbooks ;;
    discord-api) echo tests/connectors/data/discord ;;
    matrix) echo tests/connectors/data/matrix ;;
    telegram-bot) echo tests/connectors/data/telegram ;;
    vk) echo tests/connectors/data/vk ;;
    mood) mkdir -p $build/fuzz/messages; cut -f 4 tests/data/mood/messages.tsv | split -l 1 -a 3 - $build/fuzz/messages/; echo $build/fuzz/messages ;;
    experts) mkdir -p $build/fuzz/questions; split_texts q tests/data/experts/questions.jsonl $build/fuzz/questions; echo $build/fuzz/questions ;;
    harvest) mkdir -p $build/fuzz/intros; split_texts text tests/data/harvest/intros.jsonl $build/fuzz/intros; echo $build/fuzz/intros ;;
    *) [ ! -d "tests/connectors/data/$1" ] || echo "tests/connectors/data/$1"; [ ! -d "tests/data/$1" ] || echo "tests/data/$1" ;;
  esac
}

failed=0
for name; do
  kept=$build/fuzz/$name
  mkdir -p "$kept" "$kept.found"
  clang -g -O1 -D_GNU_SOURCE -DG_LOG_DOMAIN='"veche-fuzz"' -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
    -Isrc -I$build $(pkg-config --cflags $packages) "tests/fuzz/fuzz-$name.c" \
    $build/src/libveche-core.a \
    $(pkg-config --libs $packages) -lstemmer -lcsv -lm -o "$build/fuzz-$name"
  echo "== $name, $seconds s"
  if ! G_DEBUG=fatal-criticals "$build/fuzz-$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
      -artifact_prefix="$kept.found/" "$kept" $(seeds "$name") >"$build/fuzz-$name.log" 2>&1; then
    tail -30 "$build/fuzz-$name.log"
    failed=1
  else
    grep -E 'number_of_executed_units|peak_rss' "$build/fuzz-$name.log"
  fi
done
exit $failed
