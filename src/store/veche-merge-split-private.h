/* veche-merge-split-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-merge-private.h"

G_BEGIN_DECLS

/* A split at work: -split moves and restores, -fold reads the journal for it. */

typedef enum { VECHE_SIDE_LEAVES = 1, VECHE_SIDE_STAYS } VecheSide;

typedef struct
{
  VecheDb    *db;
  VecheEdit  *edit;
  gint64      other;
  char       *other_uid, *root_uid;   /* (owned) */
  gint64      gesture;
  GHashTable *family;       /* (owned) uid → VecheSide */
  GHashTable *targets;      /* (owned) uid of a row → uid of the member it goes to */
  GHashTable *homeless;     /* (owned) uids of rows that are to be placed anew */
  GPtrArray  *moves;        /* (owned) VecheMove */
  GPtrArray  *accounts;     /* (owned) uids of identities that go back */
  GPtrArray  *kept;         /* (nullable) */
} VecheSplit;

/* Which merges count: none, all but this one, or those inside of the side that leaves.  Merges that have been split or taken back never do. */
typedef enum { VECHE_FOLD_BY_RIGHT, VECHE_FOLD_WITHOUT, VECHE_FOLD_INSIDE } VecheFold;

/* The gesture that last merged the member, be it a merge, its redo, or the undo of a split; 0 when it stands for itself. */
gint64      veche_split_find_gesture  (VecheDb *db, const char *uid);
VecheSide   veche_split_side_of       (VecheSplit *self, const char *uid);      /* uid (nullable); 0: not of the family */
const char *veche_split_head_of       (VecheSplit *self, VecheSide side);
/* What a reference says by right. (transfer full) (nullable) */
char       *veche_split_find_rightful (VecheSplit *self, const char *uid, const char *field);
/* Puts the field into the edit as it would be. */
gboolean    veche_split_restore       (VecheSplit *self, const char *table, const char *uid, const char *field, VecheFold fold, GError **error);
/* Was the last word on the field a person's, rather than another merge's? */
gboolean    veche_split_is_edited     (VecheSplit *self, const VecheJournalEntry *entry);

G_END_DECLS
