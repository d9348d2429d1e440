/* veche-mark-set.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of ids that can also be "all but these": selecting a million rows is one flag. */
typedef struct _VecheMarkSet VecheMarkSet;

VecheMarkSet *veche_mark_set_new      (void);
void          veche_mark_set_free     (VecheMarkSet *self);
gboolean      veche_mark_set_has      (VecheMarkSet *self, gint64 id);
void          veche_mark_set_set      (VecheMarkSet *self, gint64 id, gboolean on);
void          veche_mark_set_reset    (VecheMarkSet *self, gboolean all);     /* to nothing, or to all */
gboolean      veche_mark_set_get_all  (VecheMarkSet *self);
guint         veche_mark_set_get_size (VecheMarkSet *self);                   /* of the ids it holds: with all, the exceptions */
GArray       *veche_mark_set_dup_ids  (VecheMarkSet *self);                   /* (transfer full) (element-type gint64) those */

G_END_DECLS
