/* veche-turns.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* Whose turn it is.  Pure functions of a source's row and of the world around; times in microseconds UTC. */
typedef struct
{
  gint64     now;
  GTimeZone *zone;             /* in which quiet hours are meant; borrowed */
  gboolean   online;
  gboolean   metered;          /* the network costs by the byte */
  gint64     back_since;       /* when the network came back: what failed for want of it before then goes at once; 0: never */
} VecheTurnsWorld;

/* Why a source does not run by itself. */
typedef enum
{
  VECHE_HOLD_NONE,
  VECHE_HOLD_PAUSED,
  VECHE_HOLD_OFFLINE,
  VECHE_HOLD_METERED,
  VECHE_HOLD_QUIET,            /* until veche_turns_when() */
} VecheHold;

/* When quiet hours that hold at this moment end; 0: they do not hold.  from, to: minutes after local midnight, over midnight when to is
 * before from; -1: none.  A day when the clocks change has the hours that its own clock shows. */
gint64    veche_turns_quiet_until (gint64 at, int from, int to, GTimeZone *zone);

VecheHold veche_turns_hold        (VecheSource *source, const VecheTurnsWorld *world);
/* When it runs by itself; not after now: it is due.  Where holds are over in themselves (quiet hours), the time is after them. */
gint64    veche_turns_when        (VecheSource *source, const VecheTurnsWorld *world);

/* How a run ended, for when the next one begins. */
typedef struct
{
  int    code;                 /* of VecheConnectorError; -1: all went well */
  gint64 retry_after;          /* what the server asked for; 0: nothing */
  guint  anew;                 /* a long poll that goes on: seconds that the next one is held; 0: no */
  double jitter;               /* 0 to 1 */
} VecheTurnsEnd;
gint64    veche_turns_after       (VecheSource *source, const VecheTurnsEnd *end, const VecheTurnsWorld *world);

G_END_DECLS
