/* veche-table-report.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "exchange/veche-people-plan.h"

G_BEGIN_DECLS

/* The lines that an import left out, each with the reason; can be saved as a table to be mended. */
#define VECHE_TYPE_TABLE_REPORT (veche_table_report_get_type ())
G_DECLARE_FINAL_TYPE (VecheTableReport, veche_table_report, VECHE, TABLE_REPORT, AdwWindow)

VecheTableReport *veche_table_report_open (VecheSession *session, GtkWindow *parent, VechePeoplePlan *plan);

G_END_DECLS
