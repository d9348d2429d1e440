/* veche-wishes-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The board of needs and offers.  Lane functions; changes through the journal. Matching: analysis/veche-wish-match.h. */

typedef struct
{
  gint64  id, member_id, at;
  char   *uid, *member_uid, *member_name, *member_city, *kind, *text, *state;   /* kind: 'need', 'offer'; state: 'open', 'met', 'dropped' */
  char   *met_by_uid, *met_by_name, *interaction_uid;                           /* (nullable) */
} VecheWish;
void       veche_wish_free        (VecheWish *self);

/* kind, state (nullable): any; member_id 0: of all. Newest first. (element-type VecheWish) */
GPtrArray *veche_wishes_list      (VecheDb *db, const char *kind, const char *state, gint64 member_id, guint limit, GError **error);
VecheWish *veche_wishes_load      (VecheDb *db, const char *uid, GError **error);             /* NOT_FOUND */
/* Returns the new row's uid (borrowed from the edit). at 0: now; interaction_uid (nullable) */
const char *veche_wishes_edit_add (VecheEdit *edit, const char *member_uid, const char *kind, const char *text, gint64 at, const char *interaction_uid);
/* state 'open', 'met', 'dropped'; met_by_uid: (nullable), with 'met' */
void       veche_wishes_edit_state (VecheEdit *edit, const char *uid, const char *state, const char *met_by_uid);

G_END_DECLS
