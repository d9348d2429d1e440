/* veche-search-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-search.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The one search over everything.  Lane functions, for the scanner: each section is bounded by rows and by time, so that a common word over
 * ten million messages is as quick as a rare one. */

typedef enum
{
  VECHE_HIT_MEMBER,
  VECHE_HIT_MESSAGE,
  VECHE_HIT_NOTE,
  VECHE_HIT_EVENT,
  VECHE_HIT_PROJECT,
  VECHE_HIT_COMPETENCY,
  VECHE_HIT_TAG,
  VECHE_HIT_ORGANISATION,
  VECHE_HIT_ARTICLE,
  VECHE_N_HIT_KINDS
} VecheHitKind;

typedef struct
{
  VecheHitKind kind;
  gint64       id, at;           /* at: 0 where there is no time */
  char        *uid;              /* of what it is; of a message the interaction's */
  char        *title;            /* who said it, what it is called */
  char        *text;             /* a line around the hit (nullable) */
  char        *where;            /* channel, town, place, quarter (nullable) */
  char        *day;              /* of an event: '2026-11-21T19:00' (nullable) */
  char        *member_uid;       /* whose message or note it is (nullable) */
  guint        count;            /* people with the tag, the competency, of the organisation */
} VecheHit;

void       veche_hit_free        (VecheHit *self);

typedef enum { VECHE_SEARCH_NEWEST, VECHE_SEARCH_BEST } VecheSearchOrder;

/* Messages and notes newest first or best first among the newest, the rest best first; at most limit.  more (out): there are others. A
 * section that the operators say nothing about (a tag has no author; tag: alone asks for people) is empty. (element-type VecheHit) (transfer full) */
GPtrArray *veche_search_section  (VecheDb *db, VecheSearch *search, VecheHitKind kind, guint limit, VecheSearchOrder order,
                                  gboolean *more, GError **error);

G_END_DECLS
