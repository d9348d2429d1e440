/* veche-inbox-bulk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-query.h"

G_BEGIN_DECLS

/* One act on many mentions: those of a query but some, or some by their ids.  One gesture, with an entry in the journal for each row as if they had been
 * done one by one, so that one undo takes it back (see store/veche-bulk.h for people). */

typedef enum
{
  VECHE_INBOX_BULK_DONE,      /* closing: why there is no answer, if how is set */
  VECHE_INBOX_BULK_OPEN,
  VECHE_INBOX_BULK_SNOOZE,    /* number: until */
  VECHE_INBOX_BULK_OWN,       /* text (nullable): uid of the member; number: due, 0 none; note (nullable) */
  VECHE_INBOX_BULK_LABEL, VECHE_INBOX_BULK_UNLABEL,   /* text: its name; a new one is made */
  VECHE_INBOX_BULK_NOISE, VECHE_INBOX_BULK_NOT_NOISE,
  VECHE_INBOX_BULK_CORRECT,   /* text (nullable): mood; note (nullable): kind; what is NULL stays as it is judged */
} VecheInboxBulkKind;

typedef struct
{
  VecheInboxBulkKind kind;
  char         *text, *note;
  struct { char *how, *place, *reason, *words; } closing;
  gint64        number;
  VecheQuery   *query;      /* (nullable): which; NULL: those of ids */
  GArray       *ids;        /* (nullable) (element-type gint64): of triage; with a query those that are left out */
  GStrv         uids;       /* (nullable): these as well */
  char         *gesture;    /* the word of the gesture: "done", "snooze" … */
  char         *subject;    /* (nullable): whom, for the undo toast */

  /* Between the lane and whoever watches. */
  gint          done, total;   /* atomic: mentions */
} VecheInboxBulk;

VecheInboxBulk *veche_inbox_bulk_new   (VecheInboxBulkKind kind, const char *gesture);
VecheInboxBulk *veche_inbox_bulk_ref   (VecheInboxBulk *self);
void            veche_inbox_bulk_unref (VecheInboxBulk *self);

/* Lane function, inside a write transaction.  How many mentions changed, −1 on error; cancelled like any job, and then rolled back whole. */
gint64          veche_inbox_bulk_apply (VecheDb *db, VecheInboxBulk *self, const char *actor, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheInboxBulk, veche_inbox_bulk_unref)

G_END_DECLS
