/* veche-staffing.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "store/veche-plan-team.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Who could take a slot: people, each with the sum of points that put them there.  Every reason is a value, so that the interface and the command line
 * say it in their own words; a score is exactly the sum of the points of its reasons.  The program ranks, a person chooses.  A lane function. */

typedef enum
{
  VECHE_STAFF_COMPETENCY,      /* name: the competency, level; n: 1 confirmed by somebody, 0 said by themselves or guessed */
  VECHE_STAFF_BELOW,           /* minus: level, the slot wants n */
  VECHE_STAFF_EVIDENCE,        /* n proofs, quote of the newest, at */
  VECHE_STAFF_OFFERED,         /* they offered it: quote */
  VECHE_STAFF_TOOK_PART,       /* in n done projects */
  VECHE_STAFF_CAME,            /* to n events within a year */
  VECHE_STAFF_TIE,             /* talk with n of the team, most with name */
  VECHE_STAFF_ACTIVE,          /* seen lately: at */
  VECHE_STAFF_QUIET,           /* minus: not seen since at; 0: never */
  VECHE_STAFF_SLOTS,           /* minus: in n other slots of projects under way, level: hours of these */
  VECHE_STAFF_TASKS,           /* minus: n open tasks */
  VECHE_STAFF_ASKS,            /* minus: n questions wait for an answer of theirs */
  VECHE_STAFF_ASKED,           /* minus: asked for something n times within 30 days, last at */
  VECHE_STAFF_BUSY,            /* minus: said yes to name on the same day */
  VECHE_STAFF_SILENT,          /* minus: were asked for this at at, and did not answer */
} VecheStaffReasonKind;

typedef struct
{
  VecheStaffReasonKind kind;
  int                  points, level;
  guint                n;
  gint64               at;
  char                *name, *quote;   /* (nullable) */
} VecheStaffReason;

typedef enum { VECHE_STAFF_FREE, VECHE_STAFF_IN, VECHE_STAFF_INVITED, VECHE_STAFF_DECLINED, VECHE_STAFF_DO_NOT_CONTACT } VecheStaffState;

typedef struct
{
  gint64           id;
  char            *uid, *name, *city;   /* city (nullable) */
  char            *platform;            /* where to write to them: what they like best, else where they are (nullable) */
  int              score;
  GPtrArray       *reasons;             /* VecheStaffReason, strongest first, minuses last */
  gint64           last_asked;          /* 0: never */
  VecheStaffState  state;               /* FREE for those offered; else why they are left out */
  gint64           state_at;
} VecheStaffCandidate;

typedef struct
{
  VecheSlotCard *slot;
  GPtrArray     *candidates;            /* VecheStaffCandidate, best first */
  GPtrArray     *left_out;              /* VecheStaffCandidate: in it already, invited, declined, not to be written to */
} VecheStaffing;

/* limit 0: 20; now 0: now.  NULL only on error; nobody found is an empty list. (transfer full) */
VecheStaffing *veche_staffing_find   (VecheDb *db, const char *slot_uid, guint limit, gint64 now, GError **error);
void           veche_staffing_free   (VecheStaffing *self);
const char    *veche_staff_reason_nick (VecheStaffReasonKind kind);   /* stable: "competency", "tie" …: keys of --json */
const char    *veche_staff_state_nick (VecheStaffState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheStaffing, veche_staffing_free)

G_END_DECLS
