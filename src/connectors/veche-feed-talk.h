/* veche-feed-talk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VECHE_FEED_TALK_LATER (-2)

/* What is said below an entry has a feed of its own: wfw:commentRss with slash:comments in RSS, rel="replies" with thr:count in Atom. */
typedef struct
{
  char  *entry;              /* remote id of what is talked about */
  char  *url;
  char  *etag, *modified;    /* (nullable): of the last answer */
  gint64 at;                 /* when the entry was published */
  gint64 asked;              /* 0: never */
  int    count;              /* how many the feed says there are; -1: it does not */
  int    read;               /* how many it said when they were asked for; VECHE_FEED_TALK_LATER: could not be read, is asked for again */
} VecheFeedTalk;

void       veche_feed_talk_free  (gpointer data);

GPtrArray *veche_feed_talks_new   (void);                              /* (element-type VecheFeedTalk), newest entry first */
GPtrArray *veche_feed_talks_read  (JsonArray *array);                  /* array (nullable) (transfer full) */
void       veche_feed_talks_write (GPtrArray *self, JsonBuilder *builder);
/* found: what a document names; those that are known keep what is remembered of them. */
void       veche_feed_talks_merge (GPtrArray *self, GPtrArray *found, gint64 now);
/* The one to be asked for next (nullable): of a young entry every hour, of an older one twice a day, of an old one when its number changes. */
VecheFeedTalk *veche_feed_talks_next (GPtrArray *self, gint64 now);

G_END_DECLS
