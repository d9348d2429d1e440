/* veche-expert-strip.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-ask-query.h"

G_BEGIN_DECLS

/* Above the reply to a question: what it is about, two who can answer it, how many more there are.  Signal "chosen" (mention, whether on): the
 * mention belongs into the draft, or out of it.  Hidden while nobody is found. */
#define VECHE_TYPE_EXPERT_STRIP (veche_expert_strip_get_type ())
G_DECLARE_FINAL_TYPE (VecheExpertStrip, veche_expert_strip, VECHE, EXPERT_STRIP, AdwBin)

/* interaction_uid (nullable): nothing is asked. */
void     veche_expert_strip_ask    (VecheExpertStrip *self, VecheSession *session, const char *interaction_uid);
/* TRUE: it was open, and is one line now. */
gboolean veche_expert_strip_fold   (VecheExpertStrip *self);
/* The chosen ones whose mention is in the text: recorded as asked. */
void     veche_expert_strip_record (VecheExpertStrip *self, VecheEdit *edit, const char *text);

/* Whoever is mentioned so is not chosen any more; FALSE: nobody was. */
gboolean veche_expert_strip_take_out (VecheExpertStrip *self, const char *mention);

G_END_DECLS
