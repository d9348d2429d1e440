/* veche-rules-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "analysis/veche-rules.h"
#include "app/veche-rules-run.h"

#define PIECE 50   /* mentions that one transaction looks at */

/* Looking first costs a reader nothing; a writer's transaction would say that something has changed. */
static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  gboolean wanted = veche_rules_are_wanted (db);

  return g_memdup2 (&wanted, sizeof wanted);
}

static gpointer
piece_job (VecheDb *db, gpointer input, GError **error)
{
  int n = veche_rules_run (db, PIECE, NULL, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

VechePacer *
veche_rules_run_new (VecheSession *session)
{
  static const VechePace pace = {
    .tables = VECHE_TABLE_TRIAGE, .quiet = 1500, .latest = 10, .rest = 4, .pause = 20,
    .look = look_job, .step = piece_job, .failure = "the rules could not be asked",
  };

  return veche_pacer_new (session, &pace, 0);
}
