/* veche-profile-facts.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* What we know of a person, as cards: how they are now, how to talk, what holds them, what they need, wishes to respect, tags.  Each is
 * edited where it stands. */
#define VECHE_TYPE_PROFILE_FACTS (veche_profile_facts_get_type ())
G_DECLARE_FINAL_TYPE (VecheProfileFacts, veche_profile_facts, VECHE, PROFILE_FACTS, AdwBin)

/* session and profile (nullable).  hole: something of the last thirty days is missing where they speak. */
void veche_profile_facts_set_profile (VecheProfileFacts *self, VecheSession *session, VecheProfile *profile, gboolean hole);
void veche_profile_facts_set_tags    (VecheProfileFacts *self, const char *const *names);                      /* to offer while typing */
void veche_profile_facts_commit      (VecheProfileFacts *self);

G_END_DECLS
