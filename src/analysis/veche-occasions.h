/* veche-occasions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Reasons to say a kind word to somebody, as the window and the command line find them:
 *
 *   messages    the first, 100th, 500th, 1000th, 5000th message that we have of them
 *   first-help  the first answer that helped, counted as in veche-contributions, among their first 300 answers
 *   answers     the 100th, 500th, 1000th answer to somebody else
 *   with-us     a year, two years … since they joined
 *   birthday    theirs
 *
 * Staff, bots, the archived and the manager have none, and what was congratulated or dismissed does not come back.  Lane functions. */
typedef enum
{
  VECHE_OCCASION_MESSAGES,
  VECHE_OCCASION_FIRST_HELP,
  VECHE_OCCASION_ANSWERS,
  VECHE_OCCASION_WITH_US,
  VECHE_OCCASION_BIRTHDAY
} VecheOccasionKind;

typedef struct
{
  VecheOccasionKind kind;
  gint64            member_id;
  char             *uid, *name;
  char             *day;               /* local: '2026-11-28' */
  gint64            at;                /* of the message; 0: none */
  char             *interaction_uid;   /* (nullable) */
  guint             n;                 /* the hundredth message, the third year; of a birthday: the age, 0: not known */
  guint             key;               /* what makes it one of its kind: as n, of a birthday the calendar year */
} VecheOccasion;

const char    *veche_occasion_to_nick (VecheOccasionKind kind);
VecheOccasion *veche_occasion_copy    (const VecheOccasion *self);
void           veche_occasion_free    (VecheOccasion *self);

/* Of back days before the day of now and ahead days after it; member_id 0: of all.  Past ones first, newest first, then those that come, soonest
 * first; at most limit. with_dates: birthdays and years with us, too. (transfer full) (element-type VecheOccasion) */
GPtrArray     *veche_occasions_list   (VecheDb *db, gint64 member_id, gint64 now, guint back, guint ahead, gboolean with_dates, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOccasion, veche_occasion_free)

G_END_DECLS
