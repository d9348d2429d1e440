/* veche-promise-bar.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* A strip below a reply: what it promises is offered as a dated promise; or whether an earlier promise of this thread is kept now.  Stays, with
 * what was typed into it, when another message is shown, and says to whom it was; the newest is answered first.  Hidden while there is nothing
 * to say.  Signal: "emptied". */
#define VECHE_TYPE_PROMISE_BAR (veche_promise_bar_get_type ())
G_DECLARE_FINAL_TYPE (VechePromiseBar, veche_promise_bar, VECHE, PROMISE_BAR, AdwBin)

/* A reply to this message, which was who's, has been queued. */
void       veche_promise_bar_replied  (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *who, const char *reply);
/* A promise by hand, about this message: until tomorrow's end of work if nothing else is chosen. */
void       veche_promise_bar_write    (VechePromiseBar *self, VecheSession *session, const char *interaction_uid, const char *who);
gboolean   veche_promise_bar_is_empty (VechePromiseBar *self);
void       veche_promise_bar_clear    (VechePromiseBar *self);                  /* the workspace closes */

G_END_DECLS
