/* veche-note-list.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* The notes about a member, newest first, and a place to write one. */
#define VECHE_TYPE_NOTE_LIST (veche_note_list_get_type ())
G_DECLARE_FINAL_TYPE (VecheNoteList, veche_note_list, VECHE, NOTE_LIST, AdwBin)

void veche_note_list_set_profile (VecheNoteList *self, VecheSession *session, VecheProfile *profile);   /* (nullable) both */
void veche_note_list_commit      (VecheNoteList *self);      /* what is typed becomes a note */

G_END_DECLS
