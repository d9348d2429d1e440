/* veche-duplicates-door.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A line above the members, there only while some pairs look like one person: "7 pairs look like one person". */
#define VECHE_TYPE_DUPLICATES_DOOR (veche_duplicates_door_get_type ())
G_DECLARE_FINAL_TYPE (VecheDuplicatesDoor, veche_duplicates_door, VECHE, DUPLICATES_DOOR, AdwBin)

void veche_duplicates_door_set_session (VecheDuplicatesDoor *self, VecheSession *session);   /* (nullable) */

/* Who was merged into the member, and a button for each that takes them out again. */
void veche_duplicates_show_split (VecheSession *session, GtkWidget *parent, gint64 member_id);

G_END_DECLS
