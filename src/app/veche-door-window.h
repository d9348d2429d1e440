/* veche-door-window.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The desk at the door of an event, over the whole screen: somebody comes, says a name or a handle, Return lets them in.  Needs no network; every
 * check-in is on the disk before the next name is typed.  Ctrl+Return makes a member of whom nobody knows, Ctrl+Z takes the last one back. */
#define VECHE_TYPE_DOOR_WINDOW (veche_door_window_get_type ())
G_DECLARE_FINAL_TYPE (VecheDoorWindow, veche_door_window, VECHE, DOOR_WINDOW, AdwWindow)

VecheDoorWindow *veche_door_window_present (VecheSession *session, GtkWindow *parent, const char *event_uid);

G_END_DECLS
