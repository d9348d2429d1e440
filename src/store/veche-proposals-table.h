/* veche-proposals-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the program read out of people's words.  Rows come from outside (not a gesture); only accepting and rejecting goes through the journal.
 * What was rejected or accepted once stays so: a repeat never brings it back.  Lane functions. */

typedef struct
{
  gint64  id, member_id;
  char   *uid, *member_uid, *member_name;
  char   *kind;                 /* 'competency', 'city', 'need', 'offer' */
  char   *value;                /* name of the competency, the city, the words of the need */
  char   *quote;                /* the very words */
  char   *interaction_uid, *place, *origin, *state;   /* interaction_uid, place: (nullable); place: name of the channel */
  gint64  said, at;             /* said: when the words were said, 0: unknown */
  int     level;                /* of a competency */
  guint   count;                /* messages that say so */
  guint   known : 1;            /* the competency is one of ours already */
} VecheProposal;
void       veche_proposal_free          (VecheProposal *self);

/* state 'open', 'accepted', 'rejected' or NULL: any; member_id 0: of all. By member, newest words first. (element-type VecheProposal) */
GPtrArray *veche_proposals_list         (VecheDb *db, const char *state, gint64 member_id, guint limit, GError **error);
guint      veche_proposals_count        (VecheDb *db, gint64 member_id, GError **error);   /* open ones */

/* Takes it over into the profile: a competency (level 1…5, origin 'self' for an intro, 'confirmed' for answers: a person has confirmed them) with the quote as evidence, the
 * city, a row on the board of needs and offers.  value (nullable), level 0: as proposed. */
gboolean   veche_proposals_edit_accept  (VecheDb *db, VecheEdit *edit, const char *uid, const char *value, int level, GError **error);
void       veche_proposals_edit_reject  (VecheEdit *edit, const char *uid);

/* One found thing; inside a write transaction.  TRUE also when it was there already; added (out) (nullable): it is new. */
gboolean   veche_proposals_add          (VecheDb *db, const VecheProposal *found, gboolean *added, GError **error);

G_END_DECLS
