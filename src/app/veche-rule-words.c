/* veche-rule-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-filter-words.h"
#include "app/veche-rule-words.h"
#include "model/veche-text.h"

#define VALUE_MOST 60

const char *
veche_rule_by_word (VecheRuleBy by)
{
  static const char *const words[] = {
    NC_ ("rule", "Mood"),     NC_ ("rule", "Kind of message"), NC_ ("rule", "Words"),    NC_ ("rule", "Link in it"),  NC_ ("rule", "Says nothing"),
    NC_ ("rule", "Source"),   NC_ ("rule", "Chat"),            NC_ ("rule", "Platform"), NC_ ("rule", "Why it is here"), NC_ ("rule", "Author"),
    NC_ ("rule", "Newcomer"), NC_ ("rule", "Time of day"),     NC_ ("rule", "Person"),
  };

  return g_dpgettext2 (NULL, "rule", words[by]);
}

const char *
veche_rule_op_word (VecheRuleBy by, VecheOp op)
{
  switch (op)
    {
    case VECHE_OP_IS:
      return by == VECHE_RULE_BY_PERSON ? C_ ("rule", "meets") : by == VECHE_RULE_BY_TIME ? C_ ("rule", "between") : C_ ("rule", "is");
    case VECHE_OP_IS_NOT:
      return by == VECHE_RULE_BY_TIME ? C_ ("rule", "not between") : C_ ("rule", "is not");
    case VECHE_OP_CONTAINS:
      return C_ ("rule", "one of");
    case VECHE_OP_LACKS:
      return C_ ("rule", "none of");
    case VECHE_OP_YES:
      return C_ ("rule", "yes");
    case VECHE_OP_NO:
    default:
      return C_ ("rule", "no");
    }
}

const char *const *
veche_rule_values (VecheRuleBy by)
{
  static const char *const moods[] = { "negative", "neutral", "positive", NULL };
  static const char *const kinds[] = { "question", "complaint", "praise", "idea", "spam", "talk", NULL };
  static const char *const reasons[] = { "mention", "reply", "question", "direct", "word", NULL };

  switch (by)
    {
    case VECHE_RULE_BY_MOOD:
      return moods;
    case VECHE_RULE_BY_KIND:
      return kinds;
    case VECHE_RULE_BY_REASON:
      return reasons;
    default:
      return NULL;
    }
}

static const struct { VecheRuleBy by; const char *nick, *word; } value_words[] = {
  { VECHE_RULE_BY_MOOD, "negative", NC_ ("mood", "negative") },
  { VECHE_RULE_BY_MOOD, "neutral", NC_ ("mood", "neutral") },
  { VECHE_RULE_BY_MOOD, "positive", NC_ ("mood", "positive") },
  { VECHE_RULE_BY_KIND, "question", NC_ ("mood", "question") },
  { VECHE_RULE_BY_KIND, "complaint", NC_ ("mood", "complaint") },
  { VECHE_RULE_BY_KIND, "praise", NC_ ("mood", "praise") },
  { VECHE_RULE_BY_KIND, "idea", NC_ ("mood", "idea") },
  { VECHE_RULE_BY_KIND, "spam", NC_ ("mood", "spam") },
  { VECHE_RULE_BY_KIND, "talk", NC_ ("mood", "talk") },
  { VECHE_RULE_BY_REASON, "mention", NC_ ("rule", "you are mentioned") },
  { VECHE_RULE_BY_REASON, "reply", NC_ ("rule", "a reply to you") },
  { VECHE_RULE_BY_REASON, "question", NC_ ("rule", "an unanswered question") },
  { VECHE_RULE_BY_REASON, "direct", NC_ ("rule", "written to you alone") },
  { VECHE_RULE_BY_REASON, "word", NC_ ("rule", "a word you watch") },
};

const char *
veche_rule_value_word (VecheRuleBy by, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (value_words); i++)
    if (value_words[i].by == by && g_strcmp0 (value_words[i].nick, value) == 0)
      return g_dpgettext2 (NULL, by == VECHE_RULE_BY_REASON ? "rule" : "mood", value_words[i].word);

  return by == VECHE_RULE_BY_PLATFORM && value != NULL ? veche_platform_name (value) : value;
}

const char *
veche_rule_do_word (VecheRuleDo what)
{
  static const char *const words[] = { NC_ ("rule", "Put the label"), NC_ ("rule", "Hand it to"), NC_ ("rule", "Snooze it for hours"),
                                       NC_ ("rule", "Mark it done"), NC_ ("rule", "Add points of priority") };

  return g_dpgettext2 (NULL, "rule", words[what]);
}

const char *
veche_rule_conflict_word (VecheRuleConflict conflict)
{
  switch (conflict)
    {
    case VECHE_RULE_CONFLICT_ANSWERED:
      return _ ("You answered it");
    case VECHE_RULE_CONFLICT_KEPT:
      return _ ("You kept it open");
    case VECHE_RULE_CONFLICT_OWNED:
      return _ ("Somebody else has it");
    case VECHE_RULE_CONFLICT_NONE:
    default:
      return "";
    }
}

/*** Sentences ***/

static char *
clean (const char *value)
{
  return veche_text_clamp (value != NULL ? value : "", VALUE_MOST, FALSE);
}

char *
veche_rule_condition_words (const VecheRuleCondition *condition)
{
  g_autoptr (GString) people = g_string_new (NULL);
  g_autofree char *value = NULL;

  if (condition->by == VECHE_RULE_BY_PERSON)
    {
      for (guint i = 0; i < veche_filter_n_conditions (condition->person, 0); i++)
        {
          g_autofree char *words = veche_condition_to_words (veche_filter_get_condition (condition->person, 0, i));

          g_string_append_printf (people, "%s%s", i > 0 ? ", " : "", words);
        }
      return g_strdup_printf ("%s: %s", veche_rule_by_word (condition->by), people->str);
    }
  if (veche_rule_takes (condition->by, VECHE_OP_YES))
    return g_strdup_printf ("%s: %s", veche_rule_by_word (condition->by), veche_rule_op_word (condition->by, condition->op));
  value = clean (condition->label != NULL ? condition->label : veche_rule_value_word (condition->by, condition->value));
  if (condition->op == VECHE_OP_IS)
    return g_strdup_printf ("%s: %s", veche_rule_by_word (condition->by), value);

  return g_strdup_printf ("%s %s: %s", veche_rule_by_word (condition->by), veche_rule_op_word (condition->by, condition->op), value);
}

char *
veche_rule_deed_words (const VecheRuleDeed *deed)
{
  g_autofree char *value = clean (deed->label != NULL ? deed->label : deed->value);

  switch (deed->what)
    {
    case VECHE_RULE_DO_LABEL:
      return g_strdup_printf (_ ("label “%s”"), value);
    case VECHE_RULE_DO_ASSIGN:
      /* Translators: what a rule does: it hands a message to this person */
      return g_strdup_printf (_ ("for %s"), value);
    case VECHE_RULE_DO_SNOOZE:
      return g_strdup_printf (ngettext ("snoozed for %d hour", "snoozed for %d hours", (gulong) deed->number), deed->number);
    case VECHE_RULE_DO_PRIORITY:
      return g_strdup_printf (ngettext ("%+d point", "%+d points", (gulong) ABS (deed->number)), deed->number);
    case VECHE_RULE_DO_DONE:
    default:
      return g_strdup (C_ ("rule", "done"));
    }
}

char *
veche_rule_deeds_words (GPtrArray *deeds)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < deeds->len; i++)
    {
      g_autofree char *words = veche_rule_deed_words (deeds->pdata[i]);

      g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", words);
    }

  return g_string_free (all, FALSE);
}

char *
veche_rule_words (const VecheRule *rule)
{
  g_autoptr (GString) conditions = g_string_new (NULL);
  g_autofree char *deeds = veche_rule_deeds_words (rule->deeds);
  const char *joint = rule->match == VECHE_MATCH_ANY ? C_ ("rule", " or ") : " · ";

  for (guint i = 0; i < rule->conditions->len; i++)
    {
      g_autofree char *words = veche_rule_condition_words (rule->conditions->pdata[i]);

      g_string_append_printf (conditions, "%s%s", i > 0 ? joint : "", words);
    }

  return g_strdup_printf ("%s%s → %s", rule->match == VECHE_MATCH_NONE ? C_ ("rule", "none of: ") : "", conditions->str, deeds);
}

/*** Ready-made ***/

static const struct { const char *nick, *word; } examples[] = {
  { "spam", N_ ("Spam with a link") },           { "newcomer-link", N_ ("Links from newcomers") }, { "violation", N_ ("Insults and threats") },
  { "refund", N_ ("Refunds and lawyers first") }, { "praise", N_ ("Collect praise") },
};

const char *
veche_rule_example_word (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    if (g_strcmp0 (examples[i].nick, nick) == 0)
      return _ (examples[i].word);

  return nick;
}

const char *
veche_rule_example_label (const char *label)
{
  static const char *const labels[] = { NC_ ("label", "spam"), NC_ ("label", "link"), NC_ ("label", "violation"), NC_ ("label", "refund"),
                                        NC_ ("label", "praise") };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i], label) == 0)
      return g_dpgettext2 (NULL, "label", labels[i]);

  return label;
}
