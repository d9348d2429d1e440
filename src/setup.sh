#!/bin/sh
# setup.sh: what src/run.sh and tests/run.sh share: find what is missing, install it, build. Sourced, never started.
# Copyright 2026 The Veche authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The caller sets $top (the source tree) and may set $yes (do not ask), $build and $meson_options.

# Without any locale the C library would take all text for ASCII.
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || { LANG=C.UTF-8; export LANG; }

build=${VECHE_BUILD:-$top/_build}
meson_options=

say() { printf '%s\n' "veche: $*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
no_display() { [ -z "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  elif have doas; then doas "$@"
  else die "please run this as root, then start again:  $*"
  fi
}

# What the build ($1 = run) or the tests as well ($1 = test) lack, one name a line.
missing() {
  for tool in cc meson ninja msgfmt xgettext glib-compile-resources glib-compile-schemas; do have "$tool" || echo "$tool"; done
  if have pkg-config; then
    # One call answers for all when nothing is missing.
    set -- "$1" 'gtk4 >= 4.8' 'libadwaita-1 >= 1.2' 'libsoup-3.0 >= 3.2' 'json-glib-1.0 >= 1.6' 'sqlite3 >= 3.40' \
      libxml-2.0 icu-i18n yajl 'libical >= 3.0' gnutls 'libarchive >= 3.6' 'libsecret-1 >= 0.20' xlsxwriter 'enchant-2 >= 2.2' 'libebook-contacts-1.2 >= 3.46'
    want=$1; shift
    pkg-config --exists "$@" || for module; do pkg-config --exists "$module" || echo "${module%% *}"; done
    set -- "$want"
  else
    echo pkg-config
  fi
  have cc && for header in libstemmer.h csv.h; do
    echo "#include <$header>" | cc -E -o /dev/null - 2>/dev/null || echo "$header"
  done
  if [ "$1" = test ]; then
    for tool in Xvfb dbus-daemon dbus-run-session xdotool openbox picom import localedef desktop-file-validate appstreamcli \
      xmllint ps; do have "$tool" || echo "$tool"; done
    /usr/bin/python3 -c 'import gi' 2>/dev/null || echo python3-gi
  elif no_display; then
    for tool in gtk4-broadwayd dbus-run-session; do have "$tool" || echo "$tool"; done
  fi
  return 0
}

# The distribution's names of everything, for $1 = run or test.
packages() {
  if have apt-get; then
    echo gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libglib2.0-dev-bin libgtk-4-dev libgtk-4-bin \
      libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev libxml2-dev libicu-dev libstemmer-dev libyajl-dev libical-dev \
      libcsv-dev libgnutls28-dev libarchive-dev libxlsxwriter-dev libminizip-dev libebook-contacts1.2-dev libsecret-1-dev libenchant-2-dev hunspell-ru hunspell-en-us glib-networking ca-certificates tzdata adwaita-icon-theme librsvg2-common fonts-cantarell \
      fonts-noto-color-emoji dconf-gsettings-backend dbus-daemon
    [ "$1" = run ] || echo xvfb xauth dbus at-spi2-core python3 python3-gi gir1.2-atspi-2.0 xdotool openbox picom imagemagick \
      locales desktop-file-utils appstream libxml2-utils man-db procps
  elif have dnf; then
    echo gcc meson ninja-build pkgconf-pkg-config gettext glib2-devel gtk4-devel gtk4 libadwaita-devel libsoup3-devel \
      json-glib-devel sqlite-devel libxml2-devel libicu-devel libstemmer-devel yajl-devel libical-devel libcsv-devel libarchive-devel \
      gnutls-devel libxlsxwriter-devel evolution-data-server-devel libsecret-devel enchant2-devel hunspell-ru hunspell-en-US glib-networking \
      ca-certificates tzdata adwaita-icon-theme librsvg2 abattis-cantarell-fonts dconf dbus-daemon
    [ "$1" = run ] || echo xorg-x11-server-Xvfb xorg-x11-xauth at-spi2-core python3 python3-gobject xdotool openbox picom \
      ImageMagick glibc-locale-source desktop-file-utils appstream libxml2 man-db procps-ng
  elif have pacman; then
    echo gcc meson ninja pkgconf gettext glib2-devel gtk4 libadwaita libsoup3 json-glib sqlite libxml2 icu libstemmer yajl libical \
      libcsv gnutls libarchive libxlsxwriter evolution-data-server libsecret enchant hunspell hunspell-en_us glib-networking ca-certificates tzdata adwaita-icon-theme librsvg cantarell-fonts dconf dbus
    [ "$1" = run ] || echo xorg-server-xvfb xorg-xauth at-spi2-core python python-gobject xdotool openbox picom imagemagick \
      desktop-file-utils appstream man-db procps-ng
  fi
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q "$@"; }

install_packages() {
  if have apt-get; then
    # The lists may be absent or stale: they are refreshed only when the first attempt fails.
    apt_get install -y --no-install-recommends "$@" || { apt_get update && apt_get install -y --no-install-recommends "$@"; }
  elif have dnf; then
    as_root dnf install -y "$@"
  else
    as_root pacman -S --needed --noconfirm "$@"
  fi
}

# Asks once; --yes, or no terminal to ask on, counts as yes.
agreed() {
  [ -z "${yes:-}" ] && [ -t 0 ] && [ -t 2 ] || return 0
  printf 'veche: install them now? [Y/n] ' >&2
  read -r answer || answer=
  case $answer in [nN]*|[нН]*) return 1 ;; esac
}

# $1: run or test.
ensure_packages() {
  lack=$(missing "$1" | tr '\n' ' ')
  [ -n "$lack" ] || return 0
  names=$(packages "$1" | tr '\n' ' ')
  say "missing: $lack"
  [ -n "$names" ] || die "no apt-get, dnf or pacman here: please install these and start again"
  say "packages: $names"
  agreed || die "nothing was installed"
  # shellcheck disable=SC2086 # a list of names
  install_packages $names >&2 || die "could not install what is missing"
  lack=$(missing "$1" | tr '\n' ' ')
  [ -z "$lack" ] || die "still missing (is this system older than Debian 12 or Ubuntu 23.04?): $lack"
}

build_all() {
  # A tree that was moved keeps the old paths in its build folder.
  if [ -e "$build/build.ninja" ] && [ "$(cat "$build/.source" 2>/dev/null || echo "$top")" != "$top" ]; then
    rm -rf "$build"
  fi
  if [ ! -e "$build/build.ninja" ]; then
    # shellcheck disable=SC2086 # a list of options
    meson setup $meson_options "$build" "$top" >&2 || return 1
    echo "$top" >"$build/.source"
  elif [ -n "$meson_options" ]; then
    # shellcheck disable=SC2086
    meson configure "$build" $meson_options >&2 || return 1
  fi
  ninja -C "$build" >&2
}
