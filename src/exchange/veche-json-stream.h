/* veche-json-stream.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-exchange-error.h"
#include "model/veche-json-tree.h"

G_BEGIN_DECLS

/* One JSON value of any size, fed in pieces, of which only one long list matters: { …, "messages": [ {…}, {…} ], … } or [ {…}, {…} ].
 * The list is handed over element by element, the other members of the object whole; nothing else is kept.  One thread. */
typedef struct
{
  void     (*member)  (const char *key, const VecheJsonNode *value, gpointer user_data);       /* (nullable) */
  /* NULL: too deep or too big. FALSE: stop. */
  gboolean (*element) (const VecheJsonNode *value, gint64 byte, gpointer user_data);
} VecheJsonEvents;

typedef struct _VecheJsonStream VecheJsonStream;

/* list: the key of the list in the outermost object; NULL: the list itself is outermost. */
VecheJsonStream *veche_json_stream_new   (const char *list, const VecheJsonEvents *events, gpointer user_data);
void             veche_json_stream_free  (VecheJsonStream *self);
void             veche_json_stream_reset (VecheJsonStream *self);     /* for the next value */
/* FALSE: an error, or an event said to stop (then no error). */
gboolean         veche_json_stream_feed  (VecheJsonStream *self, const char *data, gsize size, GError **error);
gboolean         veche_json_stream_end   (VecheJsonStream *self, GError **error);
gboolean         veche_json_stream_has_list (VecheJsonStream *self);  /* it was met */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheJsonStream, veche_json_stream_free)

G_END_DECLS
