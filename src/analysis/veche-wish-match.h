/* veche-wish-match.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Who can meet a need, or whom an offer would help.  Lane functions (scanner). */

typedef struct
{
  gint64  member_id;
  char   *uid, *name;
  char   *what;          /* 'offer': their words meet; 'need': of an offer; 'competency': they can do it */
  char   *words;         /* the offer's or need's text, or the competency's name */
  char   *wish_uid;      /* (nullable): the other row of the board */
  char   *shared;        /* what both speak of, "PostgreSQL, зал" */
  int     level;         /* of a competency */
  int     points;
  guint   same_city : 1;
} VecheWishMatch;
void       veche_wish_match_free (VecheWishMatch *self);
/* Best first. (element-type VecheWishMatch) (transfer full) */
GPtrArray *veche_wishes_match    (VecheDb *db, const char *wish_uid, guint limit, GError **error);

G_END_DECLS
