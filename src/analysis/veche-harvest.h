/* veche-harvest.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* "Tell about yourself" messages → proposals, each with the very words.  Nothing is accepted by itself.  Lane functions: the finding ones read
 * (scanner), keeping writes. */

typedef struct              /* one thing found in one text */
{
  char   *kind;             /* 'competency', 'city', 'need', 'offer' */
  char   *value;            /* name of the competency (ours when known), the city, the words */
  char   *quote;            /* a part of the text, unchanged */
  int     level;            /* 1…5, of a competency */
  guint   known : 1;        /* a competency that we have already */

  gint64  member_id, interaction_id, said;   /* 0 where a bare text was read */
  char   *member_uid, *member_name, *interaction_uid;   /* (nullable) */
  guint   repeated : 1;     /* already proposed (open, accepted or rejected), or already in the profile: keeping it changes nothing */
} VecheHarvestFind;
void       veche_harvest_find_free  (VecheHarvestFind *self);

/* One text. (element-type VecheHarvestFind) (transfer full) */
GPtrArray *veche_harvest_text       (VecheDb *db, const char *text, GError **error);
/* The thread around a message; a channel (newest limit messages, 0: 5,000), stopped by cancellable. Only the community's people; replies of
 * ours and bots are left out. */
GPtrArray *veche_harvest_thread     (VecheDb *db, gint64 interaction_id, GError **error);
GPtrArray *veche_harvest_channel    (VecheDb *db, gint64 channel_id, guint limit, GCancellable *cancellable, GError **error);
/* A file: blocks set apart by an empty line, the first line of each "Name:" or "@handle" (or "Name — text").  unknown (out) (nullable): names
 * that nobody bears, in order. */
GPtrArray *veche_harvest_lines      (VecheDb *db, const char *text, GStrv *unknown, GError **error);

/* Writes what was found as open proposals, in one write transaction of the caller; returns how many are new, -1 on error. */
int        veche_harvest_keep       (VecheDb *db, GPtrArray *finds, GError **error);

/* The background pass over new answers since the last time: who answers often about a topic gets a proposal (origin 'answers').  Inside a
 * write transaction; reads at most budget messages and returns how many it read: 0 when all is done, -1 on error. */
int        veche_suggest_from_answers (VecheDb *db, guint budget, GError **error);

G_END_DECLS
