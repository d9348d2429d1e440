/* veche-occasions-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the manager did about reasons to congratulate somebody.  kind: 'messages', 'first-help', 'answers', 'with-us', 'birthday'; n: the how
 * manieth; of a birthday the calendar year. */
gboolean veche_occasions_is_done (VecheDb *db, gint64 member_id, const char *kind, guint n);    /* lane function */
/* state: 'congratulated' or 'dismissed'. */
void     veche_occasions_edit    (VecheEdit *edit, const char *member_uid, const char *kind, guint n, const char *state);

G_END_DECLS
