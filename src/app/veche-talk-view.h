/* veche-talk-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What the community talks about and what it passes on, in a period and by everybody or a segment; each number opens the messages behind it.
 * Reads when it is shown, not on every change: a period is long. */
#define VECHE_TYPE_TALK_VIEW (veche_talk_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheTalkView, veche_talk_view, VECHE, TALK_VIEW, AdwBin)

void veche_talk_view_set_session (VecheTalkView *self, VecheSession *session);   /* (nullable) */
void veche_talk_view_load        (VecheTalkView *self);

G_END_DECLS
