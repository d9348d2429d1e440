/* veche-rule-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/veche-rules.h"
#include "model/veche-rule.h"

G_BEGIN_DECLS

/* Rules in plain words.  The short ones are borrowed. */
const char *veche_rule_by_word         (VecheRuleBy by);                        /* "Mood", "Words" */
const char *veche_rule_op_word         (VecheRuleBy by, VecheOp op);            /* "is", "contains one of" */
const char *veche_rule_value_word      (VecheRuleBy by, const char *value);     /* of a nick: "negative"; else the value itself */
const char *veche_rule_do_word         (VecheRuleDo what);                      /* "Put the label" */
const char *veche_rule_conflict_word   (VecheRuleConflict conflict);            /* "You answered it" */
/* The nicks that a value is chosen from; NULL: it is no nick. */
const char *const *veche_rule_values   (VecheRuleBy by);

char       *veche_rule_condition_words (const VecheRuleCondition *condition);   /* (transfer full) */
char       *veche_rule_deed_words      (const VecheRuleDeed *deed);             /* (transfer full) */
char       *veche_rule_deeds_words     (GPtrArray *deeds);                      /* "label “spam”, 50 points less" (transfer full) */
char       *veche_rule_words           (const VecheRule *rule);                 /* in one sentence (transfer full) */

const char *veche_rule_example_word    (const char *nick);                      /* the name of a ready-made rule */
const char *veche_rule_example_label   (const char *label);                     /* a label of one, in the reader's language */

G_END_DECLS
