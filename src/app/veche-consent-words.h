/* veche-consent-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/veche-profile.h"

G_BEGIN_DECLS

const char         *veche_consent_purpose_word (const char *purpose);      /* "Mention publicly" */
const char         *veche_consent_state_word   (const char *state);        /* "Given" */
const VecheConsent *veche_consent_newest       (VecheProfile *profile, const char *purpose);   /* (nullable): never asked */
char               *veche_consent_until        (const VecheConsent *consent);                  /* "until 03.2026" (transfer full) (nullable) */
/* One purpose as a line: a sign, what for, and how it stands at the end. */
GtkWidget          *veche_consent_line_new     (VecheProfile *profile, const char *purpose);
/* A card with the purposes that were spoken of, and the first that was not. */
GtkWidget          *veche_consent_card_new     (VecheProfile *profile);

G_END_DECLS
