/* veche-lexicon-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-contributions.h"
#include "analysis/veche-lexicon.h"
#include "analysis/veche-phrases.h"
#include "store/veche-experts-table.h"

G_BEGIN_DECLS

typedef struct
{
  VecheCompetencyRow *row;      /* borrowed */
  GArray             *groups;   /* (owned) guint: where its names are names */
} VecheEntry;

struct _VecheLexicon
{
  gatomicrefcount refs;
  GPtrArray    *rows;       /* VecheCompetencyRow */
  GArray       *entries;    /* VecheEntry, of the same order */
  VechePhrases *names;      /* of the competencies; the tag is the index of the entry */
  GHashTable   *by_id;      /* (gint64 *) borrowed → index + 1 */
  VecheSpeechWords *speech;
};

/* The groups of synonyms.tsv, the same for every workspace; the one above each, -1: none. */
VechePhrases *veche_lexicon_groups  (void);
gint          veche_lexicon_broader (guint group);

G_END_DECLS
