/* veche-profile-head.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* The top of a profile: face, name, who they are, accounts, and the two things one does.  Turns into a form for the names. */
#define VECHE_TYPE_PROFILE_HEAD (veche_profile_head_get_type ())
G_DECLARE_FINAL_TYPE (VecheProfileHead, veche_profile_head, VECHE, PROFILE_HEAD, AdwBin)

void veche_profile_head_set_profile (VecheProfileHead *self, VecheSession *session, VecheProfile *profile);   /* (nullable) both */
void veche_profile_head_set_narrow  (VecheProfileHead *self, gboolean narrow);
void veche_profile_head_edit        (VecheProfileHead *self);
void veche_profile_head_log         (VecheProfileHead *self, const char *kind);
void veche_profile_head_commit      (VecheProfileHead *self);
gboolean veche_profile_head_back    (VecheProfileHead *self);      /* TRUE: the form was closed */

G_END_DECLS
