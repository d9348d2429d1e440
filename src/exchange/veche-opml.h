/* veche-opml.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* Lists of feeds as feed readers exchange them (OPML 2.0, opml.org/spec2.opml). */

typedef struct
{
  char    *title, *url;      /* title (nullable) until it was compared */
  gboolean known;            /* it is a source already */
  gboolean chosen;
} VecheOpmlFeed;
void       veche_opml_feed_free (VecheOpmlFeed *self);

/* Each feed once, in its order, folders laid flat. VECHE_EXCHANGE_ERROR. (transfer full) (element-type VecheOpmlFeed) */
GPtrArray *veche_opml_read  (const char *data, gsize length, GError **error);
/* Chooses those that are no sources (element-type VecheSource) yet; one without a title is called by its address. */
void       veche_opml_compare (GPtrArray *feeds, GPtrArray *sources);
/* Adds a source for each one chosen. */
guint      veche_opml_edit_add (VecheEdit *edit, GPtrArray *feeds);
/* Of sources (element-type VecheSource) the feeds. (transfer full) */
char      *veche_opml_write (GPtrArray *sources);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOpmlFeed, veche_opml_feed_free)

G_END_DECLS
