/* veche-suggester.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-suggester.h"
#include "analysis/veche-harvest.h"

#define BUDGET 200   /* messages that a step reads, or those of one competency */

static gpointer
step_job (VecheDb *db, gpointer input, GError **error)
{
  int read = veche_suggest_from_answers (db, BUDGET, error);

  return read >= 0 ? g_memdup2 (&read, sizeof read) : NULL;
}

VechePacer *
veche_suggester_new (VecheSession *session, guint quiet)
{
  /* A tenth of the writer's time at most. */
  static const VechePace pace = {
    .tables = VECHE_TABLE_INTERACTION | VECHE_TABLE_COMPETENCY, .quiet = 6000, .latest = 50, .rest = 9, .pause = 50, .round_rest = 20,
    .step = step_job, .gives_way = TRUE, .failure = "cannot look through the answers",
  };

  return veche_pacer_new (session, &pace, quiet);
}
