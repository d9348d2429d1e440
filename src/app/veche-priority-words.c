/* veche-priority-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-mood.h"
#include "app/veche-article-words.h"
#include "app/veche-priority-words.h"

#define MOST_IN_LINE 3

const char *
veche_mood_word (const char *mood)
{
  if (g_strcmp0 (mood, "negative") == 0)
    return C_ ("mood", "Negative");
  if (g_strcmp0 (mood, "positive") == 0)
    return C_ ("mood", "Positive");

  return g_strcmp0 (mood, "neutral") == 0 ? C_ ("mood", "Neutral") : "";
}

const char *
veche_kind_word (const char *kind)
{
  VecheMessageKind parsed;

  return kind != NULL && veche_message_kind_parse (kind, &parsed) ? veche_message_kind_title (parsed) : "";
}

char *
veche_words_open_span (gint64 seconds)
{
  return veche_words_duration (seconds * G_TIME_SPAN_SECOND);
}

/* Those that need no number. */
static const struct { const char *what, *word; } plain[] = {
  { "negative", NC_ ("priority", "sounds negative") },
  { "positive", NC_ ("priority", "sounds positive") },
  { "complaint", NC_ ("priority", "a complaint") },
  { "question", NC_ ("priority", "a question") },
  { "idea", NC_ ("priority", "an idea") },
  { "praise", NC_ ("priority", "praise") },
  { "spam", NC_ ("priority", "spam") },
  { "direct", NC_ ("priority", "said to you directly") },
  { "newcomer", NC_ ("priority", "a newcomer wrote it") },
  { "important", NC_ ("priority", "an important person wrote it") },
  { "critic", NC_ ("priority", "not the first trouble this person has lately") },
  { "expert", NC_ ("priority", "an expert wrote it") },
  { "capitals", NC_ ("priority", "written in capitals") },
  { "refund", NC_ ("priority", "about money back") },
  { "ban", NC_ ("priority", "about a ban or a deletion") },
  { "legal", NC_ ("priority", "about the law") },
  { "heat", NC_ ("priority", "the talk grows faster than usual there") },
  { "boost", NC_ ("priority", "raised by a rule or by hand") },
};

char *
veche_priority_reason_word (const VechePriorityReason *reason)
{
  g_autofree char *span = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i].what, reason->what))
      return g_strdup (g_dpgettext2 (NULL, "priority", plain[i].word));
  if (g_str_equal (reason->what, "repeat"))
    return g_strdup_printf (ngettext ("%u negative message by this person in 90 days", "%u negative messages by this person in 90 days", (guint) reason->n),
                            (guint) reason->n);
  if (g_str_equal (reason->what, "storm"))
    return g_strdup_printf (ngettext ("%u reply within hours", "%u replies within hours", (guint) reason->n), (guint) reason->n);
  span = veche_words_open_span (reason->n);
  if (g_str_equal (reason->what, "overdue"))
    /* Translators: %s is a span of working time such as "5 h" */
    return g_strdup_printf (_ ("an answer was due %s ago"), span);
  if (g_str_equal (reason->what, "waiting"))
    /* Translators: %s is a span of working time such as "5 h" */
    return g_strdup_printf (_ ("has waited %s"), span);

  return g_strdup (reason->text);
}

char *
veche_priority_why (GPtrArray *reasons)
{
  GString *line = g_string_new (NULL);
  gboolean overdue = FALSE;
  guint n = 0;

  for (guint i = 0; i < reasons->len; i++)
    overdue |= g_str_equal (((VechePriorityReason *) reasons->pdata[i])->what, "overdue");

  for (guint i = 0; i < reasons->len && n < MOST_IN_LINE; i++)
    {
      const VechePriorityReason *reason = reasons->pdata[i];
      g_autofree char *word = NULL;

      /* What is overdue has waited. */
      if (reason->points <= 0 || (overdue && g_str_equal (reason->what, "waiting")))
        continue;
      word = veche_priority_reason_word (reason);
      g_string_append_printf (line, "%s%s", n > 0 ? " · " : "", word);
      n++;
    }

  return g_string_free (line, n == 0);
}
