/* veche-plan-tally.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* How many events begin on each day, and what agendas they carry: what veche_plan_entries() would list, only counted.  A year of a big community has
 * ten thousand of them, and nobody looks at one. */

typedef struct
{
  guint  n_days, n_agendas;
  guint *events;    /* one a day */
  guint *carried;   /* n_agendas a day */
} VechePlanTally;

void            veche_plan_tally_free (VechePlanTally *self);
/* Lane function. Days, until exclusive; tz NULL: of this computer; agendas: (element-type VecheAgenda), in whose order they are counted. (transfer full) */
VechePlanTally *veche_plan_tally      (VecheDb *db, const char *since, const char *until, const char *tz, GPtrArray *agendas, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePlanTally, veche_plan_tally_free)

G_END_DECLS
