/* veche-pacer.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-store.h"

G_BEGIN_DECLS

/* Work that nobody waits for, done on the writer in small steps once what it follows has been still for a moment.  A step that found something is
 * followed by another after a pause in proportion, so that others write in between; one that found nothing ends the round, until the next change.
 * After a failure the next change is the next try.  Main thread. */
typedef struct
{
  VecheTables tables;        /* a change of any of these asks for a round; so does the beginning */
  guint       quiet;         /* ms without such a change before the first step */
  guint       latest;        /* times that long after the first change it begins all the same: where people write without end it is never quiet */
  guint       rest;          /* a step of n ms is followed by a pause of so many times n */
  guint       pause;         /* ms, at least */
  guint       round_rest;    /* the same between one whole round and the next; 0: none */
  VecheJob    look;          /* (nullable): a gboolean, on a reader: is there anything to do?  A transaction of the writer costs more. */
  VecheJob    step;          /* an int, on the writer, in a transaction: how much it found; 0: there is nothing left */
  gboolean    gives_way;     /* to jobs that a person began */
  const char *failure;       /* for the log: "cannot judge mentions" */
} VechePace;

#define VECHE_TYPE_PACER (veche_pacer_get_type ())
G_DECLARE_FINAL_TYPE (VechePacer, veche_pacer, VECHE, PACER, GObject)

/* pace is used as long as the pacer lives: a static one. quiet: ms instead of the pace's; 0: as it says. */
VechePacer *veche_pacer_new   (VecheSession *session, const VechePace *pace, guint quiet);
void        veche_pacer_ask   (VechePacer *self);        /* for a round, as a change does */
void        veche_pacer_close (VechePacer *self);        /* (transfer full): stops, forgets the session, then itself */

G_END_DECLS
