/* veche-rule.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-rule.h"

#include <stdio.h>
#include <string.h>

#include "model/veche-text.h"

#define MOST_HOURS (24 * 365)
#define MOST_POINTS 1000
#define MOST_VALUE 2000

static const char *const by_nicks[] = { "mood", "kind", "words", "link", "noise", "source", "channel", "platform", "reason", "author", "newcomer", "time",
                                        "person" };
static const char *const do_nicks[] = { "label", "assign", "snooze", "done", "priority" };

G_STATIC_ASSERT (G_N_ELEMENTS (by_nicks) == VECHE_N_RULE_BY);
G_STATIC_ASSERT (G_N_ELEMENTS (do_nicks) == VECHE_N_RULE_DO);

const char *
veche_rule_by_nick (VecheRuleBy by)
{
  g_return_val_if_fail (by < VECHE_N_RULE_BY, NULL);

  return by_nicks[by];
}

const char *
veche_rule_do_nick (VecheRuleDo what)
{
  g_return_val_if_fail (what < VECHE_N_RULE_DO, NULL);

  return do_nicks[what];
}

void
veche_rule_condition_free (VecheRuleCondition *self)
{
  g_free (self->value);
  g_free (self->label);
  g_clear_pointer (&self->person, veche_filter_unref);
  g_free (self);
}

void
veche_rule_deed_free (VecheRuleDeed *self)
{
  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

VecheRule *
veche_rule_new (void)
{
  VecheRule *self = g_new0 (VecheRule, 1);

  self->match = VECHE_MATCH_ALL;
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_condition_free);
  self->deeds = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_deed_free);

  return self;
}

void
veche_rule_free (VecheRule *self)
{
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->deeds);
  g_free (self);
}

VecheRuleCondition *
veche_rule_add (VecheRule *self, VecheRuleBy by, VecheOp op, const char *value)
{
  VecheRuleCondition *condition = g_new0 (VecheRuleCondition, 1);

  condition->by = by;
  condition->op = op;
  condition->value = g_strdup (value);
  g_ptr_array_add (self->conditions, condition);

  return condition;
}

VecheRuleDeed *
veche_rule_add_deed (VecheRule *self, VecheRuleDo what, const char *value, int number)
{
  VecheRuleDeed *deed = g_new0 (VecheRuleDeed, 1);

  deed->what = what;
  deed->value = g_strdup (value);
  deed->number = number;
  g_ptr_array_add (self->deeds, deed);

  return deed;
}

VecheRule *
veche_rule_copy (const VecheRule *self)
{
  VecheRule *copy = veche_rule_new ();

  copy->match = self->match;
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const VecheRuleCondition *from = self->conditions->pdata[i];
      VecheRuleCondition *to = veche_rule_add (copy, from->by, from->op, from->value);

      to->label = g_strdup (from->label);
      to->person = from->person != NULL ? veche_filter_ref (from->person) : NULL;
    }
  for (guint i = 0; i < self->deeds->len; i++)
    {
      const VecheRuleDeed *from = self->deeds->pdata[i];

      veche_rule_add_deed (copy, from->what, from->value, from->number)->label = g_strdup (from->label);
    }

  return copy;
}

/*** What can be ***/

gboolean
veche_rule_takes (VecheRuleBy by, VecheOp op)
{
  switch (by)
    {
    case VECHE_RULE_BY_LINK:
    case VECHE_RULE_BY_NOISE:
    case VECHE_RULE_BY_NEWCOMER:
      return op == VECHE_OP_YES || op == VECHE_OP_NO;
    case VECHE_RULE_BY_WORDS:
      return op == VECHE_OP_CONTAINS || op == VECHE_OP_LACKS;
    case VECHE_RULE_BY_PERSON:
      return op == VECHE_OP_IS;
    default:
      return op == VECHE_OP_IS || op == VECHE_OP_IS_NOT;
    }
}

gboolean
veche_rule_parse_hours (const char *value, int *from, int *until)
{
  int h1, m1, h2, m2, n = 0;

  if (value == NULL || sscanf (value, "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &n) != 4 || value[n] != '\0')
    return FALSE;
  *from = h1 * 60 + m1;
  *until = h2 * 60 + m2;

  return h1 >= 0 && h1 < 24 && h2 >= 0 && h2 <= 24 && m1 >= 0 && m1 < 60 && m2 >= 0 && m2 < 60 && *from != *until;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, VECHE_FILTER_ERROR, VECHE_FILTER_ERROR_VALUE, "This rule can't be: %s", what);

  return FALSE;
}

static gboolean
is_listed (const char *value, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) words, value);
}

/* Of blanks alone no label can be made, no word can be found, and no rule could be asked as long as one wanted it. */
static gboolean
says_something (const char *value)
{
  g_autofree char *tidy = value != NULL ? veche_text_tidy (value) : NULL;

  return tidy != NULL;
}

static gboolean
has_a_word (const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (says_something (words[i]))
      return TRUE;

  return FALSE;
}

static gboolean
check_value (const VecheRuleCondition *self, GError **error)
{
  int from, until;

  if (!says_something (self->value))
    return refuse (error, "a condition has no value");
  if (strlen (self->value) > MOST_VALUE)
    return refuse (error, "the value of a condition is too long");
  if (self->by == VECHE_RULE_BY_MOOD && !is_listed (self->value, "negative neutral positive"))
    return refuse (error, "there is no such mood");
  if (self->by == VECHE_RULE_BY_KIND && !is_listed (self->value, "question complaint praise idea spam talk"))
    return refuse (error, "there is no such kind of message");
  if (self->by == VECHE_RULE_BY_TIME && !veche_rule_parse_hours (self->value, &from, &until))
    return refuse (error, "hours are written 22:00-07:00");

  return self->by != VECHE_RULE_BY_WORDS || has_a_word (self->value) || refuse (error, "it looks for words, but names none");
}

static gboolean
check_condition (const VecheRuleCondition *self, GError **error)
{
  if (!veche_rule_takes (self->by, self->op))
    return refuse (error, "a condition is asked in a way that it does not know");
  if (self->by == VECHE_RULE_BY_PERSON)
    return (self->person != NULL && !veche_filter_is_empty (self->person)) || refuse (error, "a condition on people says nothing: all would fit");

  return veche_rule_takes (self->by, VECHE_OP_YES) || check_value (self, error);
}

static gboolean
check_deed (const VecheRuleDeed *self, GError **error)
{
  switch (self->what)
    {
    case VECHE_RULE_DO_LABEL:
      return says_something (self->value) || refuse (error, "a label needs a name");
    case VECHE_RULE_DO_ASSIGN:
      return (self->value != NULL && *self->value != '\0') || refuse (error, "nobody is named to hand it to");
    case VECHE_RULE_DO_SNOOZE:
      return (self->number > 0 && self->number <= MOST_HOURS) || refuse (error, "it must be snoozed for some hours, at most a year");
    case VECHE_RULE_DO_PRIORITY:
      return (self->number != 0 && ABS (self->number) <= MOST_POINTS) || refuse (error, "priority takes points between -1000 and 1000, but not 0");
    case VECHE_RULE_DO_DONE:
    default:
      return TRUE;
    }
}

gboolean
veche_rule_check (const VecheRule *self, GError **error)
{
  gboolean done = FALSE, snooze = FALSE;

  if (self->conditions->len == 0)
    return refuse (error, "without a condition it would act on everything");
  if (self->deeds->len == 0)
    return refuse (error, "it does nothing");
  if (self->conditions->len > VECHE_RULE_MOST || self->deeds->len > VECHE_RULE_MOST)
    return refuse (error, "it is too long");
  for (guint i = 0; i < self->conditions->len; i++)
    if (!check_condition (self->conditions->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < self->deeds->len; i++)
    {
      const VecheRuleDeed *deed = self->deeds->pdata[i];

      if (!check_deed (deed, error))
        return FALSE;
      done |= deed->what == VECHE_RULE_DO_DONE;
      snooze |= deed->what == VECHE_RULE_DO_SNOOZE;
    }

  return !(done && snooze) || refuse (error, "what is marked done can't be snoozed, too");
}
