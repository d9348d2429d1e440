/* veche-seed.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* A made-up community of any size, Russian and English, for trying out and measuring: people with accounts on several platforms, tags,
 * competencies with evidence, notes, what they wrote and answered, mentions, ties, quarters with projects and events.  The same numbers give
 * the same content (uids aside).  Nothing in it leads to a real server. */

typedef struct
{
  guint   members, interactions;
  guint64 seed;
  guint   text;     /* bytes that a message shall have on average, long ones rare; 0: a sentence each */
  gint64  now;      /* the last moment of its life; 0: the beginning of this day, UTC */
  /* After each chunk; FALSE stops, what is written stays. (nullable) */
  gboolean (*progress) (guint done, guint total, gpointer user_data);
  gpointer user_data;
} VecheSeed;

/* Lane function; commits in chunks by itself, so not inside a transaction. */
gboolean veche_seed (VecheDb *db, const VecheSeed *seed, GError **error);

G_END_DECLS
