/* veche-rules.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/veche-rules-table.h"

G_BEGIN_DECLS

/* Rules at work: what one would have done, and doing it.  Each act is a gesture of its own whose actor is "rule:" and the rule's name; Ctrl+Z
 * leaves it alone, veche_rules_undo () takes it back.  A rule touches a mention once.  Lane functions. */

#define VECHE_RULES_DAYS 90

typedef enum
{
  VECHE_RULE_CONFLICT_NONE,
  VECHE_RULE_CONFLICT_ANSWERED,   /* you answered what it would have put away */
  VECHE_RULE_CONFLICT_KEPT,       /* you snoozed or opened again what it would have marked done */
  VECHE_RULE_CONFLICT_OWNED,      /* you gave it to somebody else */
} VecheRuleConflict;

typedef struct
{
  char   *uid, *author, *text, *channel;   /* uid: of the mention; the others (nullable) */
  gint64  at;
  VecheRuleConflict conflict;
} VecheRuleSample;

typedef struct
{
  guint      n_looked, n_fits, n_open, n_conflicts;   /* of the last 90 days; n_open: of those that fit, still open */
  guint      days[VECHE_RULES_DAYS];                  /* how many fit on each day; the last is today */
  GPtrArray *samples;                                 /* (element-type VecheRuleSample): conflicts first, then the newest; at most 20 */
} VecheRulePreview;
void              veche_rule_preview_free (VecheRulePreview *self);

/* What the rule would have done in the last 90 days; changes nothing. In pieces, so that no reading is long; cancellable (nullable). */
VecheRulePreview *veche_rules_preview     (VecheDb *db, const VecheRule *rule, GCancellable *cancellable, GError **error);

/* Looks at mentions that nobody looked at, at most so many: rules that are on act, noise is marked.  Inside a write transaction.  Returns how many
 * were looked at, 0: there are none left; -1 on error.  acts (out) (nullable): how often a rule acted. */
int               veche_rules_run         (VecheDb *db, guint most, guint *acts, GError **error);
/* Has it anything to do? */
gboolean          veche_rules_are_wanted  (VecheDb *db);

/* Ready-made examples, off: spam and violations, links of newcomers, praise. (element-type VecheRuleRow) (transfer full): uid is their nick, name NULL */
GPtrArray        *veche_rules_examples    (void);

const char       *veche_rule_conflict_nick (VecheRuleConflict conflict);                  /* "answered", "kept", "owned"; "" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRulePreview, veche_rule_preview_free)

G_END_DECLS
