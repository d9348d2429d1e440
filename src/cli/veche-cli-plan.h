/* veche-cli-plan.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/veche-cli.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"

G_BEGIN_DECLS

/* What the commands of the plan share. */
void  veche_cli_add_event      (JsonBuilder *json, VecheEvent *event);                     /* an object of its own, in an array */
void  veche_cli_add_occurrence (JsonBuilder *json, const VecheOccurrence *one);            /* its members */
char *veche_cli_competency_uid (VecheCli *cli, const char *name, GError **error);          /* by name, other name or uid (transfer full) (nullable) */
char *veche_cli_agenda_uid     (VecheCli *cli, const char *name, GError **error);          /* by name or uid (transfer full) (nullable) */

G_END_DECLS
