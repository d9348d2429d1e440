#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds every tests/fuzz/fuzz-NAME.c with clang, libFuzzer, ASan and UBSan, and runs each for a while from its seeds
# in tests/fuzz/corpus/NAME. What it finds stays in the build folder under fuzz/NAME.
#
#   sh tests/fuzz/run.sh [SECONDS [NAME…]]      20 seconds each, all of them
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-20}
[ $# -gt 0 ] && shift

build=_build-fuzz
if [ ! -f $build/build.ninja ]; then
  CC=clang meson setup $build -Dbuildtype=debugoptimized -Db_lundef=false -Db_sanitize=address,undefined \
    -Dc_args=-fsanitize=fuzzer-no-link >/dev/null
fi
ninja -C $build src/libveche-core.a

packages='gio-2.0 gio-unix-2.0 libsoup-3.0 json-glib-1.0 sqlite3 libxml-2.0 icu-i18n icu-uc yajl libarchive'
for package in libsecret-1 xlsxwriter libebook-contacts-1.2; do
  pkg-config --exists $package && packages="$packages $package"
done
[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz-*.c | sed 's|.*/fuzz-||; s|\.c$||')

failed=0
for name; do
  found=$build/fuzz/$name
  mkdir -p "$found" "tests/fuzz/corpus/$name"
  clang -g -O1 -D_GNU_SOURCE -DG_LOG_DOMAIN='"veche-fuzz"' -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
    -Isrc -I$build $(pkg-config --cflags $packages) "tests/fuzz/fuzz-$name.c" \
    $build/src/libveche-core.a \
    $(pkg-config --libs $packages) -lstemmer -lcsv -lm -o "$build/fuzz-$name"
  echo "== $name, $seconds s"
  if ! G_DEBUG=fatal-criticals "$build/fuzz-$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
      -artifact_prefix="$found/" "$found" "tests/fuzz/corpus/$name" >"$build/fuzz-$name.log" 2>&1; then
    tail -30 "$build/fuzz-$name.log"
    failed=1
  else
    grep -E 'number_of_executed_units|peak_rss' "$build/fuzz-$name.log"
  fi
done
exit $failed
