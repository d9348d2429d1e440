/* veche-rule.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-filter.h"

G_BEGIN_DECLS

/* "If … then …" for mentions, as a value: conditions on the message and, by the filters that segments are made of, on the person who wrote it; and
 * what is done.  Fill it, then hand it over.  analysis/veche-rules.h judges and acts. */

typedef enum
{
  VECHE_RULE_BY_MOOD,        /* value: nick of analysis/veche-mood.h */
  VECHE_RULE_BY_KIND,        /* likewise; of a message: question, complaint … */
  VECHE_RULE_BY_WORDS,       /* value: words, separated by commas; any of them in whatever form */
  VECHE_RULE_BY_LINK,        /* a web address in it */
  VECHE_RULE_BY_NOISE,       /* says nothing that wants an answer */
  VECHE_RULE_BY_SOURCE,      /* value: uid; label: its name */
  VECHE_RULE_BY_CHANNEL,     /* value: name */
  VECHE_RULE_BY_PLATFORM,    /* value: nick */
  VECHE_RULE_BY_REASON,      /* value: nick of triage.reason */
  VECHE_RULE_BY_AUTHOR,      /* value: uid of a member; label: their name */
  VECHE_RULE_BY_NEWCOMER,
  VECHE_RULE_BY_TIME,        /* value: "22:00-07:00", of the day, local */
  VECHE_RULE_BY_PERSON,      /* person: whom it must have been written by */
  VECHE_N_RULE_BY
} VecheRuleBy;

typedef struct
{
  VecheRuleBy  by;
  VecheOp      op;           /* IS, IS_NOT; CONTAINS, LACKS of words; YES, NO of what has no value */
  char        *value, *label;   /* (nullable) */
  VecheFilter *person;       /* (nullable) */
} VecheRuleCondition;

typedef enum { VECHE_RULE_DO_LABEL, VECHE_RULE_DO_ASSIGN, VECHE_RULE_DO_SNOOZE, VECHE_RULE_DO_DONE, VECHE_RULE_DO_PRIORITY, VECHE_N_RULE_DO } VecheRuleDo;

typedef struct
{
  VecheRuleDo  what;
  char        *value, *label;   /* (nullable): the label's name; uid and name of who gets it */
  int          number;       /* hours of a snooze, points of priority, which may be below 0 */
} VecheRuleDeed;

typedef struct
{
  VecheMatch  match;
  GPtrArray  *conditions;    /* (element-type VecheRuleCondition) */
  GPtrArray  *deeds;         /* (element-type VecheRuleDeed) */
} VecheRule;

#define VECHE_RULE_VERSION 1
#define VECHE_RULE_MOST 20   /* conditions, and deeds */

VecheRule          *veche_rule_new            (void);
VecheRule          *veche_rule_copy           (const VecheRule *self);
void                veche_rule_free           (VecheRule *self);
VecheRuleCondition *veche_rule_add            (VecheRule *self, VecheRuleBy by, VecheOp op, const char *value);   /* (transfer none) */
VecheRuleDeed      *veche_rule_add_deed       (VecheRule *self, VecheRuleDo what, const char *value, int number); /* (transfer none) */
void                veche_rule_condition_free (VecheRuleCondition *self);
void                veche_rule_deed_free      (VecheRuleDeed *self);
/* FALSE with VECHE_FILTER_ERROR when it means nothing: no condition, nothing to do, a value that can't be. */
gboolean            veche_rule_check          (const VecheRule *self, GError **error);

/* {"version":1,"match":"all","conditions":[{"field":"mood","op":"is","value":"negative"},{"person":{…a filter…}}],
 *  "then":[{"do":"label","value":"спам"},{"do":"priority","number":20}]}; strict, as the reader of filters. */
char               *veche_rule_to_json        (const VecheRule *self);                  /* (transfer full) */
VecheRule          *veche_rule_from_json      (const char *json, GError **error);       /* (transfer full) */
char               *veche_rule_deeds_to_json  (const VecheRule *self);                  /* the list alone */
GPtrArray          *veche_rule_deeds_from_json (const char *json);                      /* (element-type VecheRuleDeed) (transfer full); what is unknown is left out */

const char         *veche_rule_by_nick        (VecheRuleBy by);
const char         *veche_rule_do_nick        (VecheRuleDo what);
gboolean            veche_rule_takes          (VecheRuleBy by, VecheOp op);
/* "22:00-07:00" as minutes of the day. */
gboolean            veche_rule_parse_hours    (const char *value, int *from, int *until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRule, veche_rule_free)

G_END_DECLS
