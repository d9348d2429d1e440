/* veche-profile-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* All of one person: head, and tabs of overview, timeline, competencies and notes.  Follows the store.  Whatever is being typed is written
 * when another person comes, and before it closes. */
#define VECHE_TYPE_PROFILE_VIEW (veche_profile_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheProfileView, veche_profile_view, VECHE, PROFILE_VIEW, AdwBin)

void     veche_profile_view_set_session (VecheProfileView *self, VecheSession *session);
void     veche_profile_view_set_member  (VecheProfileView *self, gint64 id);     /* 0: nobody */
void     veche_profile_view_edit        (VecheProfileView *self);                /* the form of names, once it has loaded */
void     veche_profile_view_log         (VecheProfileView *self, const char *kind);   /* "task": what is still to be done */
void     veche_profile_view_archive     (VecheProfileView *self);                /* or brings back from there */
gboolean veche_profile_view_back        (VecheProfileView *self);
void     veche_profile_view_commit      (VecheProfileView *self);
void     veche_profile_view_close       (VecheProfileView *self);

G_END_DECLS
