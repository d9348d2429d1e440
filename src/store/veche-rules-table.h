/* veche-rules-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "model/veche-rule.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* The rules, the mentions that they judge and what they did.  Lane functions; judging and acting: analysis/veche-rules.h. */

typedef struct
{
  gint64     id, position;
  char      *uid, *name;
  VecheRule *rule;          /* (nullable): NULL where this program can't read it */
  char      *problem;       /* (nullable): why not */
  gboolean   newer;         /* that is why: it holds what only a newer program knows */
  gboolean   active;
  guint      n_acts;        /* what it did and nobody took back */
} VecheRuleRow;
void          veche_rule_row_free    (VecheRuleRow *self);

GPtrArray    *veche_rules_list       (VecheDb *db, GError **error);                       /* (element-type VecheRuleRow) in their order */
VecheRuleRow *veche_rules_find       (VecheDb *db, const char *who, GError **error);      /* by uid or name, in whatever case; NOT_FOUND */

/* INVALID: no name, it is taken, or the rule means nothing. The uid is borrowed from the edit. */
const char   *veche_rules_edit_add   (VecheDb *db, VecheEdit *edit, const char *name, const VecheRule *rule, GError **error);
gboolean      veche_rules_edit_change (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, const VecheRule *rule, GError **error);
/* Before it is switched on everything that is there counts as seen: only what comes later is touched. */
gboolean      veche_rules_edit_switch (VecheDb *db, VecheEdit *edit, const char *uid, gboolean on, GError **error);

/* What a rule may name: sources, and those who can be handed something: the manager first, then staff and moderators. (transfer full) each */
gboolean      veche_rules_list_sources (VecheDb *db, GStrv *uids, GStrv *names, GError **error);
gboolean      veche_rules_list_team    (VecheDb *db, GStrv *uids, GStrv *names, GError **error);

/*** What is judged ***/

typedef struct
{
  gint64  id, interaction_id, at, author_id, joined;   /* id: of the triage row; 0: unknown */
  char   *uid, *interaction_uid, *text, *state, *reason, *platform, *channel, *source_uid;
  char   *author_uid, *author_name, *stage, *owner_uid;
  char   *mood, *kind;      /* nicks, as they are judged or were corrected; "": not yet, or moods are off */
  int     ruled;
  guint   answered : 1, sticker : 1;
  guint   by_hand : 1;      /* a person has set its state */
} VecheRuleMention;
void          veche_rule_mention_free (VecheRuleMention *self);

/* Those of greater ids than after, at most so many, in the order of their ids; there may be none among the next.  after (inout): to go on with;
 * G_MAXINT64: there are none left. (element-type VecheRuleMention) (transfer full) */
GPtrArray    *veche_rules_read_since   (VecheDb *db, gint64 *after, gint64 since, guint most, GError **error);
GPtrArray    *veche_rules_read_fresh   (VecheDb *db, guint most, GError **error);        /* what has not been looked at (ruled < 2) */
gboolean      veche_rules_person_fits  (VecheDb *db, VecheFilter *filter, gint64 member_id);
/* Looked at: noise (nullable) is its nick. Inside a write transaction. */
gboolean      veche_rules_mark         (VecheDb *db, gint64 triage_id, const char *noise, GError **error);

/*** What was done ***/

typedef struct
{
  gint64     id, at, gesture;
  char      *rule_uid, *rule_name, *mention_uid, *author_name, *text;
  GPtrArray *deeds;         /* (element-type VecheRuleDeed) */
  gboolean   undone;
} VecheRuleAct;
void          veche_rule_act_free      (VecheRuleAct *self);

gboolean      veche_rules_has_acted    (VecheDb *db, const char *rule_uid, gint64 triage_id);
gboolean      veche_rules_record       (VecheDb *db, const VecheRuleRow *rule, gint64 triage_id, gint64 gesture, GError **error);
/* Of a mention: what stands. (element-type VecheRuleAct) (transfer full) */
GPtrArray    *veche_rules_acts_of      (VecheDb *db, gint64 triage_id, GError **error);
/* Of a rule, newest first, also the undone. limit 0: 200 */
GPtrArray    *veche_rules_list_acts    (VecheDb *db, const char *rule_uid, guint limit, GError **error);
/* Takes one act back. NOT_FOUND: it was before. Inside a write transaction. */
gboolean      veche_rules_undo         (VecheDb *db, gint64 act, const char *actor, GError **error);
/* All that a rule did, a piece at a time: call it in transactions of their own until it returns 0. cursor (inout): 0 first; kept (inout): how many
 * could not be taken back because somebody has changed them since. -1 on error. */
int           veche_rules_undo_some    (VecheDb *db, const char *rule_uid, guint most, const char *actor, gint64 *cursor, guint *kept, GError **error);

/*** Noise ***/

typedef struct { char *noise, *sample; guint n; } VecheNoiseGroup;   /* noise: nick; sample: how one of them reads */
void          veche_noise_group_free   (VecheNoiseGroup *self);
/* The open noise by its kinds, most first. source_uid (nullable): of one source. (element-type VecheNoiseGroup) (transfer full) */
GPtrArray    *veche_noise_digest       (VecheDb *db, const char *source_uid, GError **error);
/* Marks all of it done, at most so many; n (out). */
gboolean      veche_noise_edit_done    (VecheDb *db, VecheEdit *edit, const char *source_uid, const char *noise, guint most, guint *n, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRuleRow, veche_rule_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRuleMention, veche_rule_mention_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRuleAct, veche_rule_act_free)

G_END_DECLS
