/* veche-budget.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "veche-types.h"

G_BEGIN_DECLS

/* How many requests one account may still make.  Two sources of truth, the stricter holds: rules that the platform documents ("20 in a
 * minute in one group") and what its answers say of their own limits.  Budgets live as long as the program and are found by account, so
 * that every source, the outbox and a back-fill of one account share one.  Any thread.
 *
 * A scope names what a request counts against besides the account itself: "chat:-100123", "route:/users".  "" is the account. */
VecheBudget *veche_budget_get      (const char *key);      /* borrowed, for ever */

/* At most count requests in any seconds. scope: as above, "chat:*" is each of them by itself.  The same rule again changes nothing. */
void         veche_budget_set_rule (VecheBudget *self, const char *scope, guint count, guint seconds);
/* 0: go, it is counted. Else nothing is counted, and it may be asked again then (microseconds UTC). scope (nullable). */
gint64       veche_budget_take     (VecheBudget *self, const char *scope, gint64 now);
/* What an answer said: limit and remaining (-1: not said), reset (microseconds UTC, 0: not said). scope (nullable). */
void         veche_budget_learn    (VecheBudget *self, const char *scope, gint64 limit, gint64 remaining, gint64 reset);
/* Nobody asks before then. scope (nullable). */
void         veche_budget_hold     (VecheBudget *self, const char *scope, gint64 until);

/* Of the account itself, for people to see. */
typedef struct
{
  gint64 limit, remaining;     /* -1: the platform does not say */
  gint64 reset;                /* microseconds UTC, 0: not said, or over */
  gint64 held_until;           /* 0: not held */
} VecheBudgetState;
void         veche_budget_get_state (VecheBudget *self, gint64 now, VecheBudgetState *state);

G_END_DECLS
