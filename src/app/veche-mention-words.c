/* veche-mention-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-mention-words.h"
#include "model/veche-text.h"

void
veche_badge_words_clear (VecheBadgeWords *self)
{
  g_clear_pointer (&self->text, g_free);
}

char *
veche_words_duration (gint64 span)
{
  guint minutes = MAX (span, 0) / G_TIME_SPAN_MINUTE;

  if (minutes < 60)
    /* Translators: a span of time, short */
    return g_strdup_printf (ngettext ("%u min", "%u min", MAX (minutes, 1)), MAX (minutes, 1));
  if (minutes < 24 * 60)
    return g_strdup_printf (ngettext ("%u h", "%u h", minutes / 60), minutes / 60);
  return g_strdup_printf (ngettext ("%u day", "%u days", minutes / (24 * 60)), minutes / (24 * 60));
}

char *
veche_words_ago (gint64 at, gint64 now)
{
  g_autofree char *span = NULL;

  if (now - at < G_TIME_SPAN_MINUTE)
    return g_strdup (_ ("just now"));
  if (now - at >= 7 * G_TIME_SPAN_DAY)
    return veche_time_short (at);

  span = veche_words_duration (now - at);
  /* Translators: %s is a span of time such as "5 min" */
  return g_strdup_printf (_ ("%s ago"), span);
}

char *
veche_words_in (gint64 at, gint64 now)
{
  g_autofree char *span = NULL;

  if (at - now < G_TIME_SPAN_MINUTE)
    return g_strdup (_ ("within a minute"));
  span = veche_words_duration (at - now);
  /* Translators: %s is a span of time such as "5 min" */
  return g_strdup_printf (_ ("in %s"), span);
}

static int
days_between (GDateTime *from, GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (from), g_date_time_get_month (from), (GDateYear) g_date_time_get_year (from));
  g_date_clear (&b, 1);
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (to), g_date_time_get_month (to), (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (&a, &b);
}

char *
veche_words_when (gint64 at, gint64 now)
{
  g_autoptr(GDateTime) now_utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr(GDateTime) at_utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();    /* looks at a file each time */
  g_autoptr(GDateTime) today = NULL;
  g_autoptr(GDateTime) then = NULL;
  int days;

  if (now_utc == NULL || at_utc == NULL)
    return g_strdup ("—");
  today = g_date_time_to_timezone (now_utc, zone);
  then = g_date_time_to_timezone (at_utc, zone);
  days = days_between (today, then);

  /* Translators: the following are formats of g_date_time_format() */
  if (days == 0)
    return g_date_time_format (then, _ ("today, %-H:%M"));
  if (days == 1)
    return g_date_time_format (then, _ ("tomorrow, %-H:%M"));
  if (days > 1 && days < 7)
    return g_date_time_format (then, _ ("%A, %-H:%M"));
  return g_date_time_format (then, _ ("%-d %B, %-H:%M"));
}

char *
veche_words_clean (const char *text, gsize max, gboolean lines)
{
  return text != NULL ? veche_text_clamp (text, max, lines) : g_strdup ("");
}

/* "Question" and what makes it pressing: it waits, or the person matters. */
static char *
veche_mention_reason (VecheMention *mention, const char *what, gint64 now, gboolean presses)
{
  g_autofree char *span = NULL;

  if (mention->answered != 0)
    /* Translators: %s is what it is, such as "Question" */
    return g_strdup_printf (_ ("%s · answered"), what);
  if (mention->author_important)
    return g_strdup_printf (_ ("%s · important person"), what);
  if (!presses || now - mention->at < G_TIME_SPAN_HOUR)
    return g_strdup (what);
  span = veche_words_duration (now - mention->at);
  /* Translators: the first %s is what it is, such as "Question", the second a span of time such as "5 h" */
  return g_strdup_printf (C_ ("badge", "%s · %s unanswered"), what, span);
}

static void
veche_mention_newcomer (VecheMention *mention, gint64 now, VecheBadgeWords *words)
{
  guint day = mention->author_joined > 0 ? (guint) ((now - mention->author_joined) / G_TIME_SPAN_DAY) + 1 : 0;

  words->icon = "veche-newcomer-symbolic";
  words->ink = VECHE_INK_ACC;
  words->text = day > 0 && day <= 30 ? g_strdup_printf (_ ("Newcomer · day %u"), day) : g_strdup (_ ("Newcomer"));
}

/* A negative message: how often it is so, else what it wants, else how long it waits. */
static void
veche_mention_negative (VecheMention *mention, gint64 now, VecheBadgeWords *words)
{
  const char *what = g_strcmp0 (mention->message_kind, "complaint") == 0 ? C_ ("mention", "Complaint") : C_ ("mention", "Negative");

  words->icon = "veche-negative-symbolic";
  words->ink = mention->answered != 0 ? VECHE_INK_70 : VECHE_INK_NEG;
  if (mention->repeats > 0 && mention->answered == 0)
    /* Translators: the first %s is what it is, such as "Complaint"; then for the how many-th time, 2 or more, this person is unhappy within 90 days */
    words->text = g_strdup_printf (_ ("%s · %u times"), what, mention->repeats + 1);
  else
    words->text = veche_mention_reason (mention, what, now, TRUE);
}

/* Handed to a colleague: whom we wait for, and until when. */
static void
veche_mention_handed (VecheMention *mention, gint64 now, VecheBadgeWords *words)
{
  g_autofree char *name = veche_words_clean (mention->owner_name, 40, FALSE);
  g_autofree char *when = mention->owner_due != 0 ? veche_time_short (mention->owner_due) : NULL;

  words->icon = "veche-out-symbolic";
  words->ink = mention->owner_due != 0 && mention->owner_due < now ? VECHE_INK_WARN : VECHE_INK_70;
  if (mention->answered != 0)
    {
      words->ink = VECHE_INK_POS;
      words->text = veche_mention_reason (mention, name, now, FALSE);
    }
  else if (when != NULL)
    /* Translators: a colleague who was asked to answer, then until when */
    words->text = g_strdup_printf (_ ("%s · by %s"), name, when);
  else
    words->text = g_steal_pointer (&name);
}

static void
veche_mention_open (VecheMention *mention, gint64 now, VecheBadgeWords *words)
{
  static const struct
  {
    const char *reason, *kind, *icon, *what;
    VecheInk ink;
    gboolean presses;   /* somebody waits for an answer */
  } kinds[] = {
    { "question", "question", "veche-question-symbolic", NC_ ("mention", "Question"), VECHE_INK_WARN, TRUE },
    { "request", NULL, "veche-newcomer-symbolic", NC_ ("mention", "Asks to join"), VECHE_INK_WARN, TRUE },
    { NULL, "praise", "veche-praise-symbolic", NC_ ("mention", "Praise"), VECHE_INK_POS, FALSE },
    { NULL, "idea", "veche-feedback-symbolic", NC_ ("mention", "Idea"), VECHE_INK_ACC, FALSE },
    { NULL, "spam", "veche-negative-symbolic", NC_ ("mention", "Spam"), VECHE_INK_70, FALSE },
    { "direct", NULL, "veche-mail-symbolic", NC_ ("mention", "Direct"), VECHE_INK_WARN, TRUE },
    { "reply", NULL, "veche-reply-symbolic", NC_ ("mention", "Reply to us"), VECHE_INK_70, FALSE },
    { "word", NULL, "veche-feedback-symbolic", NC_ ("mention", "Watched word"), VECHE_INK_70, FALSE },
    { "mention", NULL, "veche-mastodon-symbolic", NC_ ("mention", "Mention"), VECHE_INK_70, FALSE },
  };
  gboolean judged = mention->message_kind != NULL && *mention->message_kind != '\0', request = g_strcmp0 (mention->reason, "request") == 0;
  gboolean talk = !judged || g_str_equal (mention->message_kind, "talk");
  guint kind = G_N_ELEMENTS (kinds) - 1;

  if (!request && (g_strcmp0 (mention->mood, "negative") == 0 || g_strcmp0 (mention->message_kind, "complaint") == 0))
    {
      veche_mention_negative (mention, now, words);
      return;
    }
  /* What was judged goes before what the source said; a request to join is one whatever it says. */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!request && judged && !talk ? g_strcmp0 (mention->message_kind, kinds[i].kind) == 0
                                    : kinds[i].reason != NULL && g_strcmp0 (mention->reason, kinds[i].reason) == 0)
      {
        kind = i;
        break;
      }
  if (mention->author_newcomer && mention->answered == 0 && kind != 0 && !request)
    {
      veche_mention_newcomer (mention, now, words);
      return;
    }
  words->icon = kinds[kind].icon;
  words->text = veche_mention_reason (mention, g_dpgettext2 (NULL, "mention", kinds[kind].what), now, kinds[kind].presses);
  words->ink = mention->answered != 0 ? VECHE_INK_70 : kinds[kind].ink;
}

void
veche_mention_words (VecheMention *mention, gint64 now, VecheBadgeWords *words)
{
  g_autofree char *when = NULL;

  if (g_strcmp0 (mention->state, "done") == 0)
    {
      words->icon = "veche-check-symbolic";
      words->ink = VECHE_INK_POS;
      words->text = g_strdup (mention->answered != 0 ? C_ ("mention", "Answered") : C_ ("mention", "Done"));
      return;
    }
  if (g_strcmp0 (mention->state, "snoozed") == 0 && mention->snoozed_until > now)
    {
      when = veche_words_when (mention->snoozed_until, now);
      words->icon = "veche-clock-symbolic";
      words->ink = VECHE_INK_70;
      /* Translators: %s is a day and time such as "tomorrow, 9:00" */
      words->text = g_strdup_printf (_ ("Until %s"), when);
      return;
    }
  if (mention->owner_name != NULL && !mention->owner_is_me)
    veche_mention_handed (mention, now, words);
  else
    veche_mention_open (mention, now, words);
}

const char *
veche_mention_who (VecheMention *mention)
{
  if (mention->author_name != NULL)
    return mention->author_name;
  return mention->channel_name != NULL ? mention->channel_name : "—";
}

/* What the eye sees in colours and marks: how it sounds, until when it waits, its labels. */
static void
veche_mention_spoken_rest (VecheMention *mention, gint64 now, GString *rest)
{
  g_auto (GStrv) labels = mention->labels != NULL ? g_strsplit (mention->labels, "\n", -1) : NULL;

  if (mention->answered == 0 && mention->answer_by != 0 && g_strcmp0 (mention->state, "done") != 0)
    {
      g_autofree char *when = veche_words_when (mention->answer_by, now);

      /* Translators: %s is a day and time such as "tomorrow, 9:00"; the second is said where that is past */
      g_string_append_printf (rest, mention->answer_by > now ? _ (", answer due %s") : _ (", answer was due %s"), when);
    }
  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    {
      const char *tab = strchr (labels[i], '\t');
      g_autofree char *name = veche_words_clean (tab != NULL ? tab + 1 : labels[i], 60, FALSE);

      /* Translators: %s is a label of the message */
      g_string_append_printf (rest, _ (", label %s"), name);
    }
  if (mention->has_draft)
    g_string_append (rest, _ (", with a draft"));
}

char *
veche_mention_spoken (VecheMention *mention, gint64 now)
{
  g_auto(VecheBadgeWords) words = { 0 };
  g_autofree char *time = veche_time_long (mention->at);
  g_autofree char *text = veche_words_clean (mention->text, 500, FALSE);
  g_autofree char *who = veche_words_clean (veche_mention_who (mention), 120, FALSE);
  g_autofree char *channel = veche_words_clean (mention->channel_name, 120, FALSE);
  g_autoptr (GString) rest = g_string_new (NULL);
  GString *spoken = g_string_new (who);

  veche_mention_words (mention, now, &words);
  veche_mention_spoken_rest (mention, now, rest);
  if (!mention->seen)
    g_string_append_printf (spoken, ", %s", _ ("new"));
  g_string_append_printf (spoken, ", %s, %s, %s", words.text, time, text);
  if (*channel != '\0')
    g_string_append_printf (spoken, ", %s", channel);
  if (mention->heat > 0)
    /* Translators: of a message: the talk it stands in grows faster than usual */
    g_string_append_printf (spoken, ", %s", _ ("the thread heats up"));
  g_string_append (spoken, rest->str);

  return g_string_free (spoken, FALSE);
}
