/* veche-plan-print.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-paper.h"
#include "app/veche-session.h"
#include "store/veche-db.h"

G_BEGIN_DECLS

/* The plan on paper. what: "quarter:2026Q4", on a page; "run-sheet:UID" of an event, for who runs it: programme, people, what is left to do;
 * "door-list:UID", everybody who may come, with a box to be ticked.  Action "win.print" (what). */
void        veche_plan_print       (VecheSession *session, GtkWindow *parent, const char *what);

/* Its two halves: what is read, on a lane; what is written, on the main thread. */
typedef struct _VechePlanPaper VechePlanPaper;
VechePlanPaper *veche_plan_paper_load (VecheDb *db, const char *what, GError **error);
void            veche_plan_paper_free (VechePlanPaper *self);
VechePaper     *veche_plan_paper_lay  (const VechePlanPaper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePlanPaper, veche_plan_paper_free)

G_END_DECLS
