/* veche-discourse-cursor.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Where a run stands, kept as JSON between pages. */
typedef struct
{
  JsonObject *seen;         /* (owned): topic id → its highest post that we have */
  JsonArray  *queue;        /* (owned): topics to read */
  gint64      top, rising;  /* the newest change in the list when it was last read whole, and of the reading under way */
  gint64      list;         /* page of the list */
} VecheDiscourseCursor;

VecheDiscourseCursor *veche_discourse_cursor_read  (const char *text);       /* text (nullable): the beginning; nonsense is the beginning, too */
void                  veche_discourse_cursor_free  (VecheDiscourseCursor *self);
char                 *veche_discourse_cursor_write (VecheDiscourseCursor *self);                    /* (transfer full) */
void                  veche_discourse_cursor_push  (VecheDiscourseCursor *self, const char *id);    /* once */
gboolean              veche_discourse_is_id        (const char *id);                                /* (nullable) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheDiscourseCursor, veche_discourse_cursor_free)

G_END_DECLS
