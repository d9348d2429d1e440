/* veche-profile-fields.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* The card of the manager's own fields in a profile, each edited in place by its kind.  Not to be seen while there are no fields. */
#define VECHE_TYPE_PROFILE_FIELDS (veche_profile_fields_get_type ())
G_DECLARE_FINAL_TYPE (VecheProfileFields, veche_profile_fields, VECHE, PROFILE_FIELDS, AdwBin)

/* The same person again only refreshes what is not being typed. profile (nullable). */
void veche_profile_fields_set_profile (VecheProfileFields *self, VecheSession *session, VecheProfile *profile);
void veche_profile_fields_commit      (VecheProfileFields *self);

G_END_DECLS
