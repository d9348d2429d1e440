/* veche-bulk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* One change to many members: those of a query but some, or some by their ids.  One gesture, with an entry in the journal for each row as
 * if they had been done one by one, so that undo, audit and replay know nothing special about it. */

typedef enum
{
  VECHE_BULK_TAG, VECHE_BULK_UNTAG,              /* name */
  VECHE_BULK_COMPETENCY,                         /* name; number: the level, 0 takes it away; a higher level that is there stays */
  VECHE_BULK_TEXT,                               /* name: a field of member; text NULL clears */
  VECHE_BULK_NUMBER,                             /* name: a field of member, such as important or archived; number */
  VECHE_BULK_CUSTOM,                             /* name: of the manager's own field; text as a person writes it, NULL clears */
  VECHE_BULK_JOIN, VECHE_BULK_LEAVE,             /* name: of the community */
  VECHE_BULK_LOG,                                /* name: kind of interaction; text (nullable); number: when */
} VecheBulkKind;

typedef struct
{
  VecheBulkKind kind;
  char         *name, *text;
  gint64        number;
  VecheQuery   *query;      /* (nullable): whom; NULL: those of ids */
  GArray       *ids;        /* (nullable) (element-type gint64): with a query those who are left out */
  char         *gesture;    /* the word of the gesture: "tag", "log" … */
  char         *subject;    /* (nullable): whom, for the undo toast */

  /* Between the lane and whoever watches. */
  gint          done, total;   /* atomic: members */
} VecheBulk;

VecheBulk *veche_bulk_new   (VecheBulkKind kind, const char *gesture, const char *name);
VecheBulk *veche_bulk_ref   (VecheBulk *self);
void       veche_bulk_unref (VecheBulk *self);

/* Lane function, inside a write transaction.  How many members changed, -1 on error; cancelled like any job, and then rolled back whole. */
gint64     veche_bulk_apply (VecheDb *db, VecheBulk *self, const char *actor, GError **error);

/* Into the temporary table bulk_target (id): the rows of the query but those ids; without a query (NULL) just those. */
gboolean   veche_bulk_gather (VecheDb *db, VecheQuery *query, GArray *ids, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheBulk, veche_bulk_unref)

G_END_DECLS
