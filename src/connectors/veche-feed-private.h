/* veche-feed-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-feed-parse.h"

G_BEGIN_DECLS

/* Between veche-feed-parse.c (what an entry becomes), veche-feed-xml.c (RSS and Atom) and the JSON Feed part. */

#define VECHE_FEED_MAX_ENTRIES 500
#define VECHE_FEED_MAX_TITLE   500     /* characters */
#define VECHE_FEED_MAX_TEXT    8000

/* One entry, whatever it was written in.  All (owned) (nullable). */
typedef struct
{
  char   *id, *title, *text, *link, *author, *author_url, *reply_to, *comments;
  gint64  published, updated;
  int     n_comments;          /* 1 more than there are; 0: not said */
} VecheFeedEntry;

typedef struct
{
  VecheFeedContext *context;
  VecheBatch       *batch;
  GUri             *base;        /* (nullable): of relative addresses */
  GHashTable       *ids;         /* set of ids in this document: some feeds give all entries the same */
  gint64            first, last;    /* when the entries at its two ends changed last; 0: none yet */
  int               slope;          /* above zero: more often the next one is older */
  gboolean          undated;
  guint             n_entries;
} VecheFeed;

void        veche_feed_entry_clear (VecheFeedEntry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheFeedEntry, veche_feed_entry_clear)

/* Only what a browser should be sent to; relative addresses are the feed's. (transfer full) (nullable) */
char       *veche_feed_resolve     (VecheFeed *feed, const char *link);
void        veche_feed_add_entry   (VecheFeed *feed, VecheFeedEntry *entry);
void        veche_feed_describe    (VecheFeed *feed, const char *title, const char *site);

/* NULL when it was read, else what is wrong, a static string. */
const char *veche_feed_read_xml    (VecheFeed *feed, const char *text);

G_END_DECLS
