/* veche-earlier-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What we answered somebody before, in any channel: replies of ours to their messages, and contacts that were written down.  Lane functions. */
typedef struct
{
  gint64 id, at;
  char  *kind;           /* "reply", "call", "dm", "email", "meeting" … */
  char  *platform;       /* (nullable): of a contact that was written down */
  char  *channel_name;   /* (nullable) */
  char  *question;       /* (nullable): what of theirs it answered */
  char  *text;
} VecheEarlier;
void       veche_earlier_free (gpointer self);

/* Before and outside the thread of this message, of the last half year, the newest first, at most limit. (element-type VecheEarlier) (transfer full) */
GPtrArray *veche_earlier_list (VecheDb *db, gint64 interaction_id, guint limit, GError **error);

G_END_DECLS
