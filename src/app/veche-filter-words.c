/* veche-filter-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-filter-words.h"
#include "app/veche-level.h"
#include "app/veche-member-words.h"
#include "model/veche-text.h"

typedef struct
{
  const char *nick, *word;
} VecheWord;

static const char *
find_word (const VecheWord *words, gsize n, const char *context, const char *nick)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (words[i].nick, nick) == 0)
      return g_dpgettext2 (NULL, context, words[i].word);

  return nick != NULL ? nick : "";
}

static const char *
activity_word (const char *activity)
{
  static const VecheWord words[] = {
    { "any", NC_ ("filter", "Anything at all") },    { "wrote", NC_ ("filter", "Messages") },
    { "reacted", NC_ ("filter", "Reactions") },      { "answered-us", NC_ ("filter", "Answers to us") },
    { "answered-others", NC_ ("filter", "Answers to others") }, { "contacted", NC_ ("filter", "Our contacts") },
    { "we-answered", NC_ ("filter", "Our answers") }, { "call", NC_ ("filter", "Calls") },
    { "meeting", NC_ ("filter", "Meetings") },       { "dm", NC_ ("filter", "Direct messages") },
    { "email", NC_ ("filter", "E-mails") },          { "attendance", NC_ ("filter", "Attendance written down") },
  };

  return find_word (words, G_N_ELEMENTS (words), "filter", activity);
}

const char *
veche_filter_field_word (VecheBy by, const char *activity)
{
  static const char *const words[VECHE_N_BY] = {
    [VECHE_BY_NAME] = NC_ ("filter", "Name"),
    [VECHE_BY_ADDRESS_AS] = NC_ ("filter", "How to address"),
    [VECHE_BY_HEADLINE] = NC_ ("filter", "In three words"),
    [VECHE_BY_CITY] = NC_ ("filter", "Town"),
    [VECHE_BY_MOTIVES] = NC_ ("filter", "Motives"),
    [VECHE_BY_NEEDS] = NC_ ("filter", "Needs"),
    [VECHE_BY_OFFERS] = NC_ ("filter", "Offers"),
    [VECHE_BY_LIKES] = NC_ ("filter", "Likes"),
    [VECHE_BY_DISLIKES] = NC_ ("filter", "Dislikes"),
    [VECHE_BY_MANNER] = NC_ ("filter", "How to talk"),
    [VECHE_BY_ORIGIN] = NC_ ("filter", "Where from"),
    [VECHE_BY_HANDLE] = NC_ ("filter", "Handle"),
    [VECHE_BY_NOTE] = NC_ ("filter", "Note"),
    [VECHE_BY_WORDS] = NC_ ("filter", "Any words"),
    [VECHE_BY_TAG] = NC_ ("filter", "Tag"),
    [VECHE_BY_COMPETENCY] = NC_ ("filter", "Competency"),
    [VECHE_BY_PLATFORM] = NC_ ("filter", "Platform"),
    [VECHE_BY_PREFERRED_PLATFORM] = NC_ ("filter", "Where to write"),
    [VECHE_BY_COMMUNITY] = NC_ ("filter", "Community"),
    [VECHE_BY_STAGE] = NC_ ("filter", "Stage"),
    [VECHE_BY_ROLE] = NC_ ("filter", "Role in the community"),
    [VECHE_BY_ORGANISATION] = NC_ ("filter", "Organization"),
    [VECHE_BY_JOINED] = NC_ ("filter", "Joined"),
    [VECHE_BY_CREATED] = NC_ ("filter", "Added to Veche"),
    [VECHE_BY_LAST_SEEN] = NC_ ("filter", "Last seen"),
    [VECHE_BY_LAST_CONTACT] = NC_ ("filter", "Our last contact"),
    [VECHE_BY_BIRTHDAY] = NC_ ("filter", "Birthday"),
    [VECHE_BY_IMPORTANT] = NC_ ("filter", "Important person"),
    [VECHE_BY_LEADER] = NC_ ("filter", "People listen to them"),
    [VECHE_BY_REACH] = NC_ ("filter", "Has an audience"),
    [VECHE_BY_WATCHED] = NC_ ("filter", "Watched"),
    [VECHE_BY_DO_NOT_CONTACT] = NC_ ("filter", "Do not write"),
    [VECHE_BY_DO_NOT_MENTION] = NC_ ("filter", "Do not mention"),
    [VECHE_BY_ARCHIVED] = NC_ ("filter", "In the archive"),
    [VECHE_BY_OPEN_MENTION] = NC_ ("filter", "Waits for an answer"),
    [VECHE_BY_INTERACTIONS] = NC_ ("filter", "Interactions in all"),
    [VECHE_BY_ATTENDED] = NC_ ("filter", "Event"),
    [VECHE_BY_TIE] = NC_ ("filter", "Tie with"),
    [VECHE_BY_CAME_THROUGH] = NC_ ("filter", "Came through"),
    [VECHE_BY_CONSENT] = NC_ ("filter", "Consent"),
  };

  if (by == VECHE_BY_ACTIVITY)
    return activity_word (activity);

  return words[by] != NULL ? g_dpgettext2 (NULL, "filter", words[by]) : "";
}

/* Words that do for most fields; what somebody did, times and events say it their own way. */
const char *
veche_filter_op_word (const VecheCondition *condition, VecheOp op)
{
  static const char *const words[VECHE_N_OPS] = {
    [VECHE_OP_IS] = NC_ ("filter", "is"),
    [VECHE_OP_IS_NOT] = NC_ ("filter", "is not"),
    [VECHE_OP_CONTAINS] = NC_ ("filter", "contains"),
    [VECHE_OP_LACKS] = NC_ ("filter", "does not contain"),
    [VECHE_OP_KNOWN] = NC_ ("filter", "is known"),
    [VECHE_OP_UNKNOWN] = NC_ ("filter", "is not known"),
    [VECHE_OP_ONLY] = NC_ ("filter", "is the only one"),
    [VECHE_OP_WITHIN] = NC_ ("filter", "not earlier than"),
    [VECHE_OP_BEFORE] = NC_ ("filter", "earlier than"),
    [VECHE_OP_SINCE] = NC_ ("filter", "from this day on"),
    [VECHE_OP_UNTIL] = NC_ ("filter", "up to this day"),
    [VECHE_OP_YES] = NC_ ("filter", "yes"),
    [VECHE_OP_NO] = NC_ ("filter", "no"),
    [VECHE_OP_AT_LEAST] = NC_ ("filter", "at least"),
    [VECHE_OP_AT_MOST] = NC_ ("filter", "at most"),
    [VECHE_OP_DID] = NC_ ("filter", "there were"),
    [VECHE_OP_DID_NOT] = NC_ ("filter", "there were none"),
  };

  if (condition->by == VECHE_BY_ATTENDED)
    return op == VECHE_OP_DID ? C_ ("filter", "took part") : C_ ("filter", "did not take part");
  if (condition->by == VECHE_BY_BIRTHDAY && op == VECHE_OP_WITHIN)
    return C_ ("filter", "in the next");

  return g_dpgettext2 (NULL, "filter", words[op]);
}

const char *
veche_filter_match_word (VecheMatch match)
{
  switch (match)
    {
    case VECHE_MATCH_ANY:
      return _ ("Any of these");
    case VECHE_MATCH_NONE:
      return _ ("None of these");
    case VECHE_MATCH_ALL:
    default:
      return _ ("All of these");
    }
}

const char *
veche_filter_part_word (const char *role)
{
  static const VecheWord words[] = {
    { "host", NC_ ("part", "as host") }, { "speaker", NC_ ("part", "as speaker") }, { "helper", NC_ ("part", "as helper") }, { "guest", NC_ ("part", "as guest") },
  };

  return role != NULL ? find_word (words, G_N_ELEMENTS (words), "part", role) : C_ ("part", "in any role");
}

const char *
veche_filter_status_word (const char *status)
{
  static const VecheWord words[] = {
    { "invited", NC_ ("attendance", "was invited") }, { "accepted", NC_ ("attendance", "agreed to come") }, { "declined", NC_ ("attendance", "declined") },
    { "came", NC_ ("attendance", "came") },           { "no-show", NC_ ("attendance", "did not come") },
    { "waiting", NC_ ("attendance", "was on the waiting list") }, { "excused", NC_ ("attendance", "was excused") },
  };

  return status != NULL ? find_word (words, G_N_ELEMENTS (words), "attendance", status) : C_ ("attendance", "in any way");
}

const char *
veche_filter_purpose_word (const char *purpose)
{
  static const VecheWord words[] = {
    { "contact", NC_ ("consent", "To be written to") },   { "mention", NC_ ("consent", "To be mentioned") }, { "directory", NC_ ("consent", "To be in the directory") },
    { "photo", NC_ ("consent", "To be photographed") },   { "talent", NC_ ("consent", "To be recommended") },
  };

  return find_word (words, G_N_ELEMENTS (words), "consent", purpose);
}

const char *
veche_filter_state_word (const char *state)
{
  static const VecheWord words[] = {
    { "asked", NC_ ("consent", "asked") }, { "given", NC_ ("consent", "given") }, { "refused", NC_ ("consent", "refused") }, { "withdrawn", NC_ ("consent", "taken back") },
  };

  return find_word (words, G_N_ELEMENTS (words), "consent", state);
}

char *
veche_filter_days_word (const VecheCondition *condition, gint64 days)
{
  guint n = (guint) days;

  if (condition->by == VECHE_BY_ACTIVITY || condition->by == VECHE_BY_ATTENDED)
    return n == 0 ? g_strdup (C_ ("filter", "ever")) : g_strdup_printf (ngettext ("in the last %u day", "in the last %u days", n), n);
  if (condition->by == VECHE_BY_BIRTHDAY)
    return g_strdup_printf (ngettext ("%u day", "%u days", n), n);

  return g_strdup_printf (ngettext ("%u day ago", "%u days ago", n), n);
}

static const char *
value_word (const VecheCondition *condition)
{
  switch (condition->by)
    {
    case VECHE_BY_PLATFORM:
    case VECHE_BY_PREFERRED_PLATFORM:
      return veche_platform_name (condition->value);
    case VECHE_BY_STAGE:
      return veche_stage_word (condition->value);
    case VECHE_BY_ROLE:
      return veche_role_word (condition->value);
    case VECHE_BY_CONSENT:
      return veche_filter_state_word (condition->value);
    default:
      return condition->label != NULL ? condition->label : condition->value;
    }
}

char *
veche_filter_value_word (const VecheCondition *condition)
{
  g_autofree char *days = NULL;

  if (condition->by == VECHE_BY_ACTIVITY)
    {
      days = condition->days > 0 ? veche_filter_days_word (condition, condition->days) : NULL;
      if (condition->op == VECHE_OP_AT_LEAST || condition->op == VECHE_OP_AT_MOST)
        return g_strdup_printf ("%" G_GINT64_FORMAT "%s%s", condition->number, days != NULL ? " " : "", days != NULL ? days : "");
      return g_steal_pointer (&days);
    }
  if (condition->by == VECHE_BY_ATTENDED)
    return condition->label != NULL ? veche_text_clamp (condition->label, 60, FALSE) : NULL;
  if (condition->op == VECHE_OP_WITHIN || condition->op == VECHE_OP_BEFORE)
    return veche_filter_days_word (condition, condition->number);
  if (condition->by == VECHE_BY_INTERACTIONS)
    return g_strdup_printf ("%" G_GINT64_FORMAT, condition->number);
  if (condition->value == NULL)
    return NULL;
  if (condition->by == VECHE_BY_COMPETENCY && condition->number > 1)
    /* Translators: a competency, then the least level: "Python, from “Does it alone” on" */
    return g_strdup_printf (_ ("%s, from “%s” on"), condition->value, veche_level_word ((int) condition->number));

  return veche_text_clamp (value_word (condition), 60, FALSE);
}

char *
veche_condition_to_words (const VecheCondition *condition)
{
  const char *field = condition->by == VECHE_BY_CUSTOM    ? condition->what
                      : condition->by == VECHE_BY_CONSENT ? veche_filter_purpose_word (condition->what)
                                                          : veche_filter_field_word (condition->by, condition->what);
  g_autofree char *clean = veche_text_clamp (field, 60, FALSE);
  g_autofree char *value = veche_filter_value_word (condition);
  const char *op = veche_filter_op_word (condition, condition->op);

  if (condition->op == VECHE_OP_YES)
    return g_steal_pointer (&clean);
  if (condition->op == VECHE_OP_IS && value != NULL)
    /* Translators: a field of a filter, then its value or what is asked of it: "Tag: masters", "Competency: is not known" */
    return g_strdup_printf (C_ ("filter", "%s: %s"), clean, value);
  if (value == NULL)
    return g_strdup_printf (C_ ("filter", "%s: %s"), clean, op);

  /* Translators: a field of a filter, what is asked of it, the value: "Last seen: earlier than 30 days ago" */
  return g_strdup_printf (C_ ("filter", "%s: %s %s"), clean, op, value);
}

/*** Ready-made ***/

static const struct
{
  const char *name;
  VecheBy     by;
  VecheOp     op;
  const char *value, *what;
  gint64      number, days;
} suggestions[] = {
  { N_ ("Silent for 30 days"), VECHE_BY_ACTIVITY, VECHE_OP_DID_NOT, NULL, "wrote", 0, 30 },
  { N_ ("Newcomers of the month"), VECHE_BY_JOINED, VECHE_OP_WITHIN, NULL, NULL, 30, 0 },
  { N_ ("Only in Telegram"), VECHE_BY_PLATFORM, VECHE_OP_ONLY, "telegram", NULL, 0, 0 },
  { N_ ("Competencies not known"), VECHE_BY_COMPETENCY, VECHE_OP_UNKNOWN, NULL, NULL, 0, 0 },
  { N_ ("Birthday this week"), VECHE_BY_BIRTHDAY, VECHE_OP_WITHIN, NULL, NULL, 7, 0 },
};

guint
veche_filter_n_suggestions (void)
{
  return G_N_ELEMENTS (suggestions);
}

const char *
veche_filter_suggestion_name (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (suggestions), "");

  return _ (suggestions[index].name);
}

VecheFilter *
veche_filter_suggestion_make (guint index)
{
  VecheFilter *filter = veche_filter_new (VECHE_MATCH_ALL);
  VecheCondition *condition;

  g_return_val_if_fail (index < G_N_ELEMENTS (suggestions), filter);

  condition = veche_condition_new (suggestions[index].by, suggestions[index].op, suggestions[index].value);
  condition->what = g_strdup (suggestions[index].what);
  condition->number = suggestions[index].number;
  condition->days = suggestions[index].days;
  veche_filter_add (filter, 0, condition);

  return filter;
}
