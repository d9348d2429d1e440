#!/bin/sh
# run.sh: installs what is missing, builds, and runs every test; the last line says how many passed and failed.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
#   sh tests/run.sh [--yes] [--sanitize] [ARGUMENTS OF "meson test"]     such as --suite core, or the names of tests
#
# --sanitize builds apart, with AddressSanitizer (leaks too) and UndefinedBehaviorSanitizer. CI=true makes warnings errors.
# Left out unless asked for by --suite: slow, nightly and bench (minutes), real (needs a server).
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$top/src/setup.sh"

tmp=$(mktemp -d)
screen=
finished=
# Whatever goes wrong, the last line is the result.
finish() {
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || :
  rm -rf "$tmp"
  [ -n "$finished" ] || echo '0 passed, 1 failed'
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

yes=
patience=
suites='--no-suite slow --no-suite nightly --no-suite bench --no-suite real'
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1; shift
  case $argument in
    --yes) yes=1 ;;
    --sanitize)
      build=${VECHE_BUILD:-$top/_sanitize}
      meson_options='-Db_sanitize=address,undefined -Db_lundef=false'
      patience='--timeout-multiplier 6' ;;
    --suite*) suites=; set -- "$@" "$argument" ;;
    *) set -- "$@" "$argument" ;;
  esac
  count=$((count - 1))
done
[ "${CI:-}" != true ] || meson_options="$meson_options -Dwerror=true"

ensure_packages test
build_all || die "the build failed: the lines above say where"

# Nobody's settings, nobody's data, an own display; the session bus is dbus-run-session's.
for name in HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_RUNTIME_DIR; do
  mkdir -m 700 "$tmp/$name"
  export "$name=$tmp/$name"
done
unset WAYLAND_DISPLAY LC_ALL LANGUAGE DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS || :
LANG=C.UTF-8; export LANG
# Whole stacks through GLib, or no suppression could name anything.
ASAN_OPTIONS=fast_unwind_on_malloc=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}; export ASAN_OPTIONS
LSAN_OPTIONS=suppressions=$top/tests/lsan.supp; export LSAN_OPTIONS
UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1; export UBSAN_OPTIONS
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset -dpi 96 3>"$tmp/display" 2>"$tmp/Xvfb.log" &
screen=$!
tries=0
until [ -s "$tmp/display" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { cat "$tmp/Xvfb.log" >&2; die "Xvfb did not start"; }
  sleep 0.1
done
DISPLAY=:$(cat "$tmp/display"); export DISPLAY

# Many tests wait for a server, a window or a process most of their time: two more than there are cores fill that.
beside=$(($(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 2))
status=0
# shellcheck disable=SC2086 # a list of options
dbus-run-session -- meson test -C "$build" --no-rebuild --print-errorlogs --num-processes "$beside" $patience $suites "$@" || status=$?
# What a busy machine made fail gets a second try, alone; summary.py names it.
logs=$build/meson-logs
rm -f "$logs/again.json"
again=
[ "$status" = 0 ] || again=$(python3 "$top/tests/summary.py" --again "$logs/testlog.json") || again=
set --
if [ -n "$again" ]; then
  # shellcheck disable=SC2086 # a list of names
  {
    say "once more, alone:" $again
    dbus-run-session -- meson test -C "$build" --no-rebuild --logbase again --num-processes 1 --print-errorlogs $patience $again || :
  }
  [ ! -e "$logs/again.json" ] || set -- "$logs/again.json"
fi
finished=1
python3 "$top/tests/summary.py" "$logs/testlog.json" "$status" "$@"
