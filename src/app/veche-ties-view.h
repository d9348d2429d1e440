/* veche-ties-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* Whom a person talks with, through whom they came and whom they brought, and which organisations they stand for. */
#define VECHE_TYPE_TIES_VIEW (veche_ties_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheTiesView, veche_ties_view, VECHE, TIES_VIEW, AdwBin)

/* How often two people talk: "often", "now and then", "long ago". */
const char *veche_tie_word (double strength);

void veche_ties_view_set_profile       (VecheTiesView *self, VecheSession *session, VecheProfile *profile);   /* profile (nullable) */
/* What "Add to an organisation" offers. */
void veche_ties_view_set_organisations (VecheTiesView *self, const char *const *names);
void veche_ties_view_commit            (VecheTiesView *self);

G_END_DECLS
