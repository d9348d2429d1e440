/* veche-talk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-filter.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What a community talks about and what it passes on: the topics named most and the links shared most in a period, each counted by the people
 * who did it, not by how often.  A topic is a competency of ours or a name of data/words/synonyms.tsv that the words name for sure; a link is
 * its host and path, without what only tells who sent it.  Staff, bots and the manager are left out. */

typedef struct
{
  gint64       since, until;    /* until 0: now */
  const char  *community;       /* (nullable): all */
  VecheFilter *segment;         /* (nullable): everybody */
} VecheTalkWhat;

typedef struct
{
  char   *name;                 /* "Python"; "habr.com/ru/articles/1" */
  guint   people, messages;
  gint64  last;
  gboolean known;               /* a topic that is one of our competencies */
  GArray *ids;                  /* gint64: the newest messages behind it, at most 50, oldest first */
} VecheTalkLine;

typedef struct
{
  GPtrArray *topics, *links;    /* (element-type VecheTalkLine) by people, then messages */
  guint      read, people;      /* messages that were read, and who wrote them */
} VecheTalk;

/* Lane function; reads in short statements, so that a long period holds nobody up.  At most top lines of each. */
VecheTalk *veche_talk_load  (VecheDb *db, const VecheTalkWhat *what, guint top, GError **error);
void       veche_talk_free  (VecheTalk *self);

/* Adds the links of a text as they are counted, each once. (element-type utf8) Pure. */
void       veche_talk_find_links (const char *text, GPtrArray *links);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTalk, veche_talk_free)

G_END_DECLS
