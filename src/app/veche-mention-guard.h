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
 * key, on a lane.  Who asked not to be mentioned is not, unless the manager says that it is meant; but for the author of what is answered.
 * Signals: "take-out" (the mention as it stands in the text): it has to go; "cleared": an answer that was held back to be looked at may go. */
#define VECHE_TYPE_MENTION_GUARD (veche_mention_guard_get_type ())
G_DECLARE_FINAL_TYPE (VecheMentionGuard, veche_mention_guard, VECHE, MENTION_GUARD, AdwBin)

/* interaction_id: what is answered. 0 or no text: nobody is looked for. */
void veche_mention_guard_watch (VecheMentionGuard *self, VecheSession *session, gint64 interaction_id, gboolean heated, const char *text);
/* Of the text that is watched. FALSE: it is held back, by what the line says or until it was looked at. */
gboolean veche_mention_guard_may_send (VecheMentionGuard *self);

G_END_DECLS
