/* veche-privacy-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-profile.h"

G_BEGIN_DECLS

/* What a person allowed, purpose by purpose, with when, until when and where it was said; and how they want to be reached. */
#define VECHE_TYPE_PRIVACY_VIEW (veche_privacy_view_get_type ())
G_DECLARE_FINAL_TYPE (VechePrivacyView, veche_privacy_view, VECHE, PRIVACY_VIEW, AdwBin)

void veche_privacy_view_set_profile (VechePrivacyView *self, VecheSession *session, VecheProfile *profile);   /* profile (nullable) */
void veche_privacy_view_commit      (VechePrivacyView *self);

G_END_DECLS
