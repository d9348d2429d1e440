/* veche-ask-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* "Who can answer?": a question, what it is about, who may be asked and why, and the line that asks them. */
#define VECHE_TYPE_ASK_VIEW (veche_ask_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheAskView, veche_ask_view, VECHE, ASK_VIEW, AdwBin)

void veche_ask_view_set_session (VecheAskView *self, VecheSession *session);   /* (nullable): the workspace closes */
/* The question is a message, or words of one's own (one of the two). */
void veche_ask_view_ask         (VecheAskView *self, const char *interaction_uid, const char *text);
void veche_ask_view_focus       (VecheAskView *self);

G_END_DECLS
