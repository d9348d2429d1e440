#!/bin/sh
# run.sh: installs what is missing, builds, and starts Veche.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
#   sh src/run.sh [--yes] [VECHE'S OWN ARGUMENTS]     --demo opens the sample community, --help tells the rest
#
# --yes installs without asking. With no display the window is served to a browser on this machine.
# VECHE_BUILD: the build folder (default _build).  VECHE_PORT: the browser's first port to try (default 8085).
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$top/src/setup.sh"

# A session bus when there is none, and no search for a screen reader that such a bus cannot have.
start() {
  if [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nowhere}/bus" ] || ! have dbus-run-session; then
    exec "$build/src/veche" "$@"
  fi
  [ -e /usr/share/dbus-1/services/org.a11y.Bus.service ] || { GTK_A11Y=none; export GTK_A11Y; }
  # shellcheck disable=SC2016 # expanded by the inner shell
  exec dbus-run-session -- sh -c 'if [ -n "$1" ]; then echo $$ >"$1"; fi; program=$2; shift 2; exec "$program" "$@"' sh \
    "${pid_file:-}" "$build/src/veche" "$@"
}

# The first free port from VECHE_PORT on; sets $port and $server.
start_browser_server() {
  port=${VECHE_PORT:-8085}
  last=$((port + 20))
  while [ "$port" -lt "$last" ]; do
    gtk4-broadwayd --address 127.0.0.1 --port "$port" ":$port" >/dev/null 2>&1 &
    server=$!
    sleep 0.5
    if kill -0 "$server" 2>/dev/null; then return; fi
    port=$((port + 1))
  done
  die "no free port between ${VECHE_PORT:-8085} and $last: try VECHE_PORT=9000"
}

# Veche first, which has a workspace to close; then its bus and the page.
stop_all() {
  program=$(cat "$run_dir/pid" 2>/dev/null || echo "$app")
  if [ -n "$program" ] && kill "$program" 2>/dev/null; then
    tries=0
    while kill -0 "$program" 2>/dev/null && [ "$tries" -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
  fi
  # shellcheck disable=SC2086 # either may be empty
  kill $app $server 2>/dev/null || :
  rm -rf "$run_dir"
}

# GTK draws into a web page. Only this machine may connect, for there is no password.
serve() {
  run_dir=$(mktemp -d); server=; app=
  trap stop_all EXIT
  trap 'exit 130' INT TERM HUP
  if [ -z "${XDG_RUNTIME_DIR:-}" ] || [ ! -w "$XDG_RUNTIME_DIR" ]; then XDG_RUNTIME_DIR=$run_dir; export XDG_RUNTIME_DIR; fi
  start_browser_server
  BROADWAY_DISPLAY=:$port; GDK_BACKEND=broadway; export BROADWAY_DISPLAY GDK_BACKEND
  say "there is no display, so Veche is at  http://127.0.0.1:$port/"
  say "from another computer:  ssh -L $port:127.0.0.1:$port $(id -un)@$(uname -n)   (Ctrl+C here ends it)"
  # A background job: a signal then ends this script at once, for dash runs traps only between foreground commands.
  pid_file=$run_dir/pid
  ( start "$@" ) &
  app=$!
  wait "$app"
}

yes=
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1; shift
  if [ "$argument" = --yes ]; then yes=1; else set -- "$@" "$argument"; fi
  count=$((count - 1))
done

ensure_packages run
build_all || die "the build failed: the lines above say where"
GSETTINGS_SCHEMA_DIR=$build/data; VECHE_LOCALEDIR=$build/po
export GSETTINGS_SCHEMA_DIR VECHE_LOCALEDIR
if no_display; then serve "$@"; else start "$@"; fi
