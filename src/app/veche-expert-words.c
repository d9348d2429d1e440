/* veche-expert-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-expert-words.h"
#include "app/veche-level.h"
#include "model/veche-uid.h"

#define QUOTE_MOST 120
#define DAY        (24 * G_TIME_SPAN_HOUR)

const char *
veche_reason_icon (const VecheReason *reason)
{
  switch (reason->kind)
    {
    case VECHE_REASON_ANSWERS:
      return "veche-reply-symbolic";
    case VECHE_REASON_EVIDENCE:
      if (g_strcmp0 (reason->nick, "event") == 0)
        return "veche-plan-symbolic";
      return g_strcmp0 (reason->nick, "message") == 0 ? "veche-reply-symbolic" : "document-edit-symbolic";
    case VECHE_REASON_COMPETENCY:
      return g_strcmp0 (reason->origin, "self") == 0 ? "document-edit-symbolic" : "veche-competency-symbolic";
    case VECHE_REASON_PROFILE:
      return "document-edit-symbolic";
    case VECHE_REASON_TIE:
    case VECHE_REASON_STRANGERS:
      return "veche-ties-symbolic";
    case VECHE_REASON_ASKED:
    case VECHE_REASON_WAITING:
    case VECHE_REASON_REFUSED:
      return "veche-care-symbolic";
    case VECHE_REASON_PLATFORM:
    case VECHE_REASON_ELSEWHERE:
      return veche_platform_icon (reason->name);
    case VECHE_REASON_CITY:
    case VECHE_REASON_OTHER_CITY:
      return "mark-location-symbolic";
    case VECHE_REASON_OLD_EVIDENCE:
    case VECHE_REASON_ACTIVE:
    case VECHE_REASON_QUIET:
    default:
      return "veche-clock-symbolic";
    }
}

/* "half a year", "a year", else since when. (transfer full) */
static char *
answers_period (gint64 since)
{
  gint64 days = since > 0 ? (veche_now () - since) / DAY : 0;
  g_autofree char *when = NULL;

  if (since <= 0)
    return g_strdup ("");
  if (days >= 150 && days <= 200)
    return g_strdup (_ (" in half a year"));
  if (days >= 340 && days <= 380)
    return g_strdup (_ (" in a year"));
  when = veche_time_short (since);
  /* Translators: a day */
  return g_strdup_printf (_ (" since %s"), when);
}

static char *
answers_words (const VecheReason *reason)
{
  g_autofree char *period = answers_period (reason->since);
  g_autofree char *last = veche_time_short (reason->at);
  g_autofree char *name = veche_words_clean (reason->name, 60, FALSE);
  g_autofree char *head = NULL, *accepted = NULL;

  if (reason->count == 0)
    /* Translators: a topic */
    return g_strdup_printf (_ ("No answers about %s yet: a chance to try"), name);
  if (reason->count == 1 && reason->accepted > 0)
    /* Translators: a topic, a day */
    return g_strdup_printf (_ ("1 answer about %s, accepted — %s"), name, last);
  if (reason->count == 1)
    return g_strdup_printf (_ ("1 answer about %s — %s"), name, last);

  /* Translators: a number, a topic, then " in half a year" or nothing */
  head = g_strdup_printf (ngettext ("%u answer about %s%s", "%u answers about %s%s", reason->count), reason->count, name, period);
  if (reason->accepted > 0)
    /* Translators: of the answers, how many helped */
    accepted = g_strdup_printf (ngettext (", %u accepted", ", %u accepted", reason->accepted), reason->accepted);
  /* Translators: so many answers, so many accepted; when the last one was */
  return g_strdup_printf (_ ("%s%s; the last — %s"), head, accepted != NULL ? accepted : "", last);
}

static char *
evidence_words (const VecheReason *reason)
{
  g_autofree char *quote = veche_words_clean (reason->quote, QUOTE_MOST, FALSE);
  g_autofree char *place = veche_words_clean (reason->place, 60, FALSE);
  g_autofree char *when = veche_time_short (reason->at);
  gboolean spoken = g_strcmp0 (reason->nick, "message") == 0 || g_strcmp0 (reason->nick, "self") == 0;
  g_autofree char *words = NULL;

  if (*quote == '\0')
    quote = (g_free (quote), veche_words_clean (reason->name, 60, FALSE));
  words = spoken ? g_strdup_printf (_ ("“%s”"), quote) : g_strdup (quote);
  if (g_strcmp0 (reason->nick, "self") == 0)
    /* Translators: what somebody says of themselves, quoted */
    return g_strdup_printf (_ ("By their own words: %s"), words);

  return *place != '\0' && g_strcmp0 (place, quote) != 0 ? g_strdup_printf ("%s — %s, %s", words, place, when)
                                                         : g_strdup_printf ("%s — %s", words, when);
}

static char *
competency_words (const VecheReason *reason)
{
  g_autofree char *name = veche_words_clean (reason->name, 60, FALSE);
  g_autofree char *other = veche_words_clean (reason->other, 60, FALSE);
  g_autofree char *level = g_utf8_strdown (veche_level_word (reason->level), -1);
  g_autofree char *near = *other != '\0' ? /* Translators: a competency next to the one that is asked for */
                                           g_strdup_printf (_ (", near to %s"), other)
                                         : g_strdup ("");

  if (g_strcmp0 (reason->origin, "self") == 0)
    /* Translators: a competency, its level ("does it alone"), then ", near to PostgreSQL" or nothing */
    return g_strdup_printf (_ ("By their own words: %s, %s%s"), name, level, near);

  return g_strdup_printf (_ ("%s: %s%s"), name, level, near);
}

static char *
ask_words (const VecheReason *reason)
{
  g_autofree char *last = veche_time_short (reason->at);

  if (reason->kind == VECHE_REASON_WAITING)
    /* Translators: a day */
    return g_strdup_printf (_ ("Asked — %s, has not answered yet"), last);
  if (reason->kind == VECHE_REASON_REFUSED)
    return g_strdup_printf (_ ("Declined — %s"), last);

  /* Translators: how often, in how many days, when last */
  return g_strdup_printf (ngettext ("Asked %u time in %u days, the last — %s", "Asked %u times in %u days, the last — %s", reason->count),
                          reason->count, reason->days, last);
}

static char *
person_words (const VecheReason *reason, const VecheExpert *expert, const char *asker)
{
  g_autofree char *when = reason->at > 0 ? veche_time_short (reason->at) : NULL;
  g_autofree char *name = veche_words_clean (reason->name, 60, FALSE);
  g_autofree char *who = veche_words_clean (asker != NULL ? asker : "", 60, FALSE);

  switch (reason->kind)
    {
    case VECHE_REASON_OLD_EVIDENCE:
      return g_strdup_printf (_ ("The newest evidence is old: %s"), when != NULL ? when : "—");
    case VECHE_REASON_ACTIVE:
      return g_strdup_printf (_ ("Seen — %s"), when != NULL ? when : "—");
    case VECHE_REASON_QUIET:
      return when != NULL ? g_strdup_printf (_ ("Not seen since — %s"), when) : g_strdup (_ ("Not seen yet"));
    case VECHE_REASON_CITY:
      return g_strdup_printf (_ ("Lives in the city asked for: %s"), name);
    case VECHE_REASON_OTHER_CITY:
      return *name != '\0' ? g_strdup_printf (_ ("Lives in another city: %s"), name) : g_strdup (_ ("Where they live is not known"));
    case VECHE_REASON_TIE:
      if (when == NULL)
        return g_strdup (_ ("Talk with each other"));
      return *who != '\0' ? g_strdup_printf (_ ("Talks with the person who asks: %s, %s"), who, when)
                          : g_strdup_printf (_ ("Talks with the person who asks: %s"), when);
    case VECHE_REASON_STRANGERS:
      return *who != '\0' ? /* Translators: the person who asks */
                            g_strdup_printf (_ ("Has not talked with %s yet: a reason to introduce them"), who)
                          : g_strdup (_ ("Have not talked yet: a reason to introduce them"));
    default:
      return g_strdup (name);
    }
}

char *
veche_reason_words (const VecheReason *reason, const VecheExpert *expert, const char *asker)
{
  g_autofree char *quote = NULL;

  switch (reason->kind)
    {
    case VECHE_REASON_COMPETENCY:
      return competency_words (reason);
    case VECHE_REASON_EVIDENCE:
      return evidence_words (reason);
    case VECHE_REASON_ANSWERS:
      return answers_words (reason);
    case VECHE_REASON_PROFILE:
      quote = veche_words_clean (reason->quote, QUOTE_MOST, FALSE);
      return g_strdup_printf (_ ("In the profile: “%s”"), quote);
    case VECHE_REASON_PLATFORM:
      return g_strdup_printf (_ ("Is on %s"), veche_platform_name (reason->name));
    case VECHE_REASON_ELSEWHERE:
      return g_strdup_printf (_ ("Only on %s: ask in person first"), veche_platform_name (reason->name));
    case VECHE_REASON_ASKED:
    case VECHE_REASON_WAITING:
    case VECHE_REASON_REFUSED:
      return ask_words (reason);
    case VECHE_REASON_OLD_EVIDENCE:
    case VECHE_REASON_ACTIVE:
    case VECHE_REASON_QUIET:
    case VECHE_REASON_CITY:
    case VECHE_REASON_OTHER_CITY:
    case VECHE_REASON_TIE:
    case VECHE_REASON_STRANGERS:
    default:
      return person_words (reason, expert, asker);
    }
}

/* What they can do comes first; that they are there and were seen fills a line only when little else is known. */
static int
reason_rank (const VecheReason *reason)
{
  switch (reason->kind)
    {
    case VECHE_REASON_ANSWERS:
      return 5;
    case VECHE_REASON_EVIDENCE:
      return 4;
    case VECHE_REASON_COMPETENCY:
    case VECHE_REASON_PROFILE:
      return 3;
    case VECHE_REASON_CITY:
      return 2;
    case VECHE_REASON_ACTIVE:
      return 1;
    default:
      return 0;
    }
}

/* What speaks of now, the most urgent first. */
static int
reason_now_rank (const VecheReason *reason)
{
  switch (reason->kind)
    {
    case VECHE_REASON_WAITING:
      return 9;
    case VECHE_REASON_REFUSED:
      return 8;
    case VECHE_REASON_ASKED:
      return 7;
    case VECHE_REASON_ELSEWHERE:
      return 6;
    case VECHE_REASON_OTHER_CITY:
      return 5;
    case VECHE_REASON_QUIET:
      return 4;
    case VECHE_REASON_OLD_EVIDENCE:
      return 3;
    case VECHE_REASON_TIE:
      return 2;
    case VECHE_REASON_STRANGERS:
      return 1;
    default:
      return 0;
    }
}

static VecheReason *
pick_best (const VecheExpert *expert, int (*rank) (const VecheReason *), GPtrArray *taken)
{
  VecheReason *best = NULL;

  for (guint i = 0; i < expert->reasons->len; i++)
    {
      VecheReason *reason = g_ptr_array_index (expert->reasons, i);

      if (rank (reason) > 0 && !g_ptr_array_find (taken, reason, NULL) && (best == NULL || rank (reason) > rank (best)))
        best = reason;
    }

  return best;
}

GPtrArray *
veche_reasons_choose (const VecheExpert *expert, guint n)
{
  GPtrArray *chosen = g_ptr_array_new ();
  VecheReason *now = pick_best (expert, reason_now_rank, chosen);
  guint room = now != NULL ? n - 1 : n;

  while (chosen->len < room)
    {
      VecheReason *next = pick_best (expert, reason_rank, chosen);

      if (next == NULL || (next->kind == VECHE_REASON_ACTIVE && chosen->len > 1))
        break;
      g_ptr_array_add (chosen, next);
    }
  if (now != NULL)
    g_ptr_array_add (chosen, now);

  return chosen;
}

char *
veche_reasons_sum (const VecheExpert *expert, const char *asker)
{
  g_autoptr (GString) sum = g_string_new (NULL);

  for (guint i = 0; i < expert->reasons->len; i++)
    {
      VecheReason *reason = g_ptr_array_index (expert->reasons, i);
      g_autofree char *words = veche_reason_words (reason, expert, asker);

      g_string_append_printf (sum, "%s%d  %s\n", reason->points > 0 ? "+" : reason->points < 0 ? "−" : "", ABS (reason->points), words);
    }
  g_string_append_printf (sum, "= %d", expert->score);

  return g_strdup (sum->str);
}

/* (transfer full) */
static char *
better_in (gint64 free_at, gint64 now)
{
  guint days = free_at > now ? (guint) ((free_at - now + DAY - 1) / DAY) : 0;

  return days > 0 ? g_strdup_printf (ngettext ("Better in %u day", "Better in %u days", days), days) : g_strdup (_ ("Better later"));
}

char *
veche_better_in_words (gint64 free_at, gint64 now)
{
  g_autofree char *words = better_in (free_at, now);

  return g_utf8_strdown (words, -1);
}

void
veche_expert_state_words (const VecheExpert *expert, gint64 now, VecheBadgeWords *words)
{
  switch (expert->state)
    {
    case VECHE_EXPERT_LATER:
      words->icon = "veche-clock-symbolic";
      words->ink = VECHE_INK_WARN;
      words->text = better_in (expert->free_at, now);
      break;
    case VECHE_EXPERT_ELSEWHERE:
      words->icon = veche_platform_icon (expert->only_on);
      words->ink = VECHE_INK_70;
      words->text = g_strdup_printf (_ ("Only on %s"), veche_platform_name (expert->only_on));
      break;
    case VECHE_EXPERT_NEVER_ASKED:
      words->icon = "veche-newcomer-symbolic";
      words->ink = VECHE_INK_ACC;
      words->text = g_strdup (_ ("Never asked yet"));
      break;
    case VECHE_EXPERT_MAY_ASK:
    default:
      words->icon = "veche-check-symbolic";
      words->ink = VECHE_INK_POS;
      words->text = g_strdup (_ ("May be asked"));
      break;
    }
}

char *
veche_expert_left_words (const VecheExpert *expert)
{
  g_autofree char *name = veche_words_clean (expert->name, 60, FALSE);

  switch (expert->left_out)
    {
    case VECHE_LEFT_DO_NOT_MENTION:
      return g_strdup_printf (_ ("%s: asked not to be mentioned"), name);
    case VECHE_LEFT_DO_NOT_CONTACT:
      return g_strdup_printf (_ ("%s: asked not to be written to"), name);
    case VECHE_LEFT_ANSWERED:
      return g_strdup_printf (_ ("%s: has answered already"), name);
    case VECHE_LEFT_ASKED:
      return g_strdup_printf (_ ("%s: asked this already"), name);
    case VECHE_LEFT_NOT:
    default:
      return g_strdup (name);
    }
}

char *
veche_experts_line (GPtrArray *chosen)
{
  g_autoptr (GString) mentions = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (chosen, i);

      g_string_append_printf (mentions, "%s%s", i > 0 ? ", " : "", expert->mention != NULL ? expert->mention : expert->name);
    }
  if (mentions->len == 0)
    return NULL;

  /* Translators: mentions of people, in the platform's syntax */
  return g_strdup_printf (chosen->len == 1 ? _ ("%s, could you help with this?") : _ ("%s, could one of you help with this?"), mentions->str);
}
