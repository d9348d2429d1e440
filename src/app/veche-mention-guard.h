/* veche-mention-guard.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* The amber line above the composer: whoever the answer mentions by hand and had better not, and why.  It looks half a second after the last
 * key, on a lane.  Signal "take-out" (the mention as it stands in the text): it has to go. */
#define VECHE_TYPE_MENTION_GUARD (veche_mention_guard_get_type ())
G_DECLARE_FINAL_TYPE (VecheMentionGuard, veche_mention_guard, VECHE, MENTION_GUARD, AdwBin)

/* interaction_id: what is answered. 0 or no text: nobody is looked for. */
void veche_mention_guard_watch (VecheMentionGuard *self, VecheSession *session, gint64 interaction_id, gboolean heated, const char *text);

G_END_DECLS
