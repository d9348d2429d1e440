/* veche-promise-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-promise.h"
#include "analysis/veche-words.h"

G_BEGIN_DECLS

/* The first day or moment that words [from, to) name; first, last (out): which of them do. */
gboolean veche_promise_date (GArray *words, const char *text, guint from, guint to, GDateTime *now, const VecheWorkHours *hours, gint64 *due,
                             guint *first, guint *last);
/* The end of the next working day. */
gint64   veche_promise_usual_due (GDateTime *now, const VecheWorkHours *hours);

G_END_DECLS
