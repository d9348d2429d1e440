/* veche-source-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-mention-words.h"
#include "app/veche-source-words.h"
#include "store/veche-places-table.h"

#define GAPS_NAMED 2

char *
veche_source_title (VecheSource *source)
{
  const char *platform = veche_platform_name (source->type);
  g_autofree char *name = veche_words_clean (source->name, 80, FALSE);

  if (g_str_equal (source->type, "sample") || g_str_equal (platform, name))
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s · %s", platform, name);
}

/* A number stays on one line with what it counts. */
static char *
veche_source_keep_together (char *words)
{
  char *space = strchr (words, ' ');
  char *kept = space != NULL ? g_strdup_printf ("%.*s\u00a0%s", (int) (space - words), words, space + 1) : g_strdup (words);

  g_free (words);

  return kept;
}

static char *
veche_source_about_read (VecheSource *source)
{
  g_autofree char *account = veche_words_clean (source->account, 60, FALSE);
  g_autofree char *channels
    = source->n_channels > 1
        ? veche_source_keep_together (g_strdup_printf (ngettext ("%u channel", "%u channels", source->n_channels), source->n_channels))
        : NULL;
  g_autofree char *week = veche_source_keep_together (
    g_strdup_printf (ngettext ("%'u message this week", "%'u messages this week", source->week_interactions), source->week_interactions));
  GString *about = g_string_new (NULL);

  if (veche_source_is_calendar (source))
    {
      g_autofree char *entries = veche_source_keep_together (
        /* Translators: of a calendar: how many events and tasks it shares with the plan */
        g_strdup_printf (ngettext ("%'u entry shared", "%'u entries shared", source->n_entries), source->n_entries));

      g_string_append_printf (about, "%s%s%s", account, *account != '\0' ? " · " : "", entries);
      return g_string_free (about, FALSE);
    }
  if (*account != '\0')
    g_string_append_printf (about, "%s%s · ", strchr (account, '@') != NULL ? "" : "@", account);
  if (channels != NULL)
    g_string_append_printf (about, "%s · ", channels);
  g_string_append (about, week);
  if (source->words != NULL && *source->words != '\0')
    {
      g_autofree char *words = veche_words_clean (source->words, 60, FALSE);
      /* Translators: %s is a list of words that make an entry of a feed a mention */
      g_string_append_printf (about, _ (" · words: %s"), words);
    }
  return g_string_free (about, FALSE);
}

/* Where it is, and who looks there. */
static char *
veche_source_about_place (VecheSource *source)
{
  g_autoptr(JsonNode) node = source->settings != NULL ? json_from_string (source->settings, NULL) : NULL;
  JsonObject *settings = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *member = settings != NULL ? json_object_get_member (settings, "keeper") : NULL;
  const char *said = member != NULL && JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;
  g_autofree char *keeper = veche_words_clean (said, 60, FALSE);
  g_autofree char *url = veche_words_clean (source->url, 80, FALSE);

  if (*keeper == '\0')
    return g_steal_pointer (&url);

  /* Translators: an address, and the name of whoever looks there by hand */
  return g_strdup_printf (_ ("%1$s · %2$s looks"), url, keeper);
}

char *
veche_source_about (VecheSource *source)
{
  return veche_source_is_place (source) ? veche_source_about_place (source) : veche_source_about_read (source);
}

static const char *
veche_source_what (VecheSource *source)
{
  static const struct
  {
    const char *nick, *what;
  } problems[] = {
    { "auth", N_ ("Asks to sign in again") },
    { "rate-limited", N_ ("Asks for a pause") },
    { "offline", N_ ("Can’t be reached") },
    { "rejected", N_ ("Refuses what Veche asks for") },
    { "not-found", N_ ("Is not at this address any more") },
    { "protocol", N_ ("Answers what Veche can’t understand") },
    { "tls", N_ ("Has no trustworthy secure connection") },
    { "private", N_ ("Has a private address, and is not marked as your own server") },
    { "elsewhere", N_ ("Leads to a server of another domain, which was not given the password") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_strcmp0 (source->error, problems[i].nick) == 0)
      return _ (problems[i].what);
  return _ ("Could not be updated");
}

/* What a person can do about it; NULL: wait, or the button beside it says it. */
static const char *
veche_source_advice (VecheSource *source)
{
  static const struct
  {
    const char *nick, *advice;
  } advices[] = {
    { "offline", N_ ("If it lasts, see whether its site opens in your browser") },
    { "rejected", N_ ("A right may have been taken away there: see its settings there, then try again") },
    { "not-found", N_ ("It may have moved: connect it anew at its new address and remove this one, keeping its messages") },
    { "tls", N_ ("Do not type a password there until its owner has put it right") },
    { "private", N_ ("If it is yours, connect it anew with “This is my own server” switched on") },
    { "elsewhere", N_ ("If you trust that server, connect it anew by its own address") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (g_strcmp0 (source->error, advices[i].nick) == 0)
      return _ (advices[i].advice);

  return NULL;
}

char *
veche_source_problem (VecheSource *source, gint64 now)
{
  g_autofree char *since = source->last_ok > 0 ? veche_time_long (source->last_ok) : NULL;
  g_autofree char *next = source->next_run > now ? veche_words_in (source->next_run, now) : NULL;
  GString *text = g_string_new (veche_source_what (source));

  if (since != NULL)
    /* Translators: %s is a day and time */
    g_string_append_printf (text, _ (" · last well %s"), since);
  if (next != NULL && g_strcmp0 (source->error, "auth") != 0)
    /* Translators: %s is such as "in 4 min" */
    g_string_append_printf (text, _ (" · next try %s"), next);
  return g_string_free (text, FALSE);
}

/* "2–5 October", "9 September", "30 August – 2 September" */
static char *
veche_source_days (VecheStretch *gap)
{
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_local (gap->since / G_USEC_PER_SEC);
  g_autoptr(GDateTime) to = g_date_time_new_from_unix_local (gap->until / G_USEC_PER_SEC);
  g_autofree char *last = g_date_time_format (to, _ ("%-d %B"));
  g_autofree char *first = NULL;

  if (gap->until - gap->since < G_TIME_SPAN_DAY && g_date_time_get_day_of_month (from) == g_date_time_get_day_of_month (to))
    return g_steal_pointer (&last);
  if (g_date_time_get_month (from) == g_date_time_get_month (to))
    return g_strdup_printf ("%d–%s", g_date_time_get_day_of_month (from), last);
  first = g_date_time_format (from, _ ("%-d %B"));
  return g_strdup_printf ("%s – %s", first, last);
}

char *
veche_source_gaps_named (GArray *gaps)
{
  g_autofree char *first = veche_source_days (&g_array_index (gaps, VecheStretch, gaps->len - 1));
  g_autofree char *second = NULL;

  if (gaps->len == 1)
    /* Translators: %s is a day or days */
    return g_strdup_printf (_ ("Gap: %s"), first);
  if (gaps->len > GAPS_NAMED)
    /* Translators: the number of gaps, then the days of the last one */
    return g_strdup_printf (ngettext ("%u gap, the last: %s", "%u gaps, the last: %s", gaps->len), gaps->len, first);
  second = veche_source_days (&g_array_index (gaps, VecheStretch, 0));
  /* Translators: two days or ranges of days */
  return g_strdup_printf (_ ("Gaps: %s and %s"), second, first);
}

char *
veche_source_gaps (VecheSourceState *state, gint64 now)
{
  gint64 window = now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY, known = state->known;
  g_autoptr(GArray) gaps = NULL;
  g_autoptr(GDateTime) since = NULL;
  g_autofree char *day = NULL;

  if (veche_source_is_place (state->source))
    return state->source->checked == 0 ? g_strdup (_ ("Nobody has looked there yet"))
                                       : g_strdup_printf (ngettext ("Looked at %u time in 90 days", "Looked at %u times in 90 days", state->n_checks),
                                                          state->n_checks);
  if (veche_source_is_calendar (state->source) && veche_source_state_trouble (state))
    {
      const char *advice = veche_source_advice (state->source);

      return advice != NULL ? g_strdup_printf ("%s. %s", _ ("The plan stays as it is"), advice) : g_strdup (_ ("The plan stays as it is"));
    }
  if (veche_source_is_calendar (state->source) && state->source->last_ok > 0)
    return g_strdup (g_str_equal (state->source->type, "ical") ? _ ("The plan follows this calendar") : _ ("The plan and this calendar follow each other"));
  if (state->spans->len == 0)
    return g_strdup (state->source->last_ok > 0 ? _ ("This source does not say whether it leaves something out")
                                                : _ ("Nothing has been read yet"));
  gaps = veche_spans_gaps (state->spans, MAX (known, window), now, veche_source_state_slack (state));
  if (veche_source_state_trouble (state) && gaps->len > 0 && g_array_index (gaps, VecheStretch, gaps->len - 1).until == now)
    {
      VecheStretch *open = &g_array_index (gaps, VecheStretch, gaps->len - 1);
      g_autofree char *span = veche_words_duration (open->until - open->since);
      /* Translators: %s is a span of time such as "3 days" */
      g_autofree char *kept = g_strdup_printf (_ ("Nothing read for %s. Nothing is lost: the gap closes by itself once it works again"), span);
      const char *advice = veche_source_advice (state->source);

      return advice != NULL ? g_strconcat (kept, ". ", advice, NULL) : g_steal_pointer (&kept);
    }
  if (gaps->len > 0)
    return veche_source_gaps_named (gaps);
  if (known <= window)
    return g_strdup (_ ("No gaps"));
  since = g_date_time_new_from_unix_local (known / G_USEC_PER_SEC);
  day = g_date_time_format (since, _ ("%-d %B"));
  /* Translators: %s is a day */
  return g_strdup_printf (_ ("Known since %s; earlier is unknown, not empty"), day);
}

gboolean
veche_source_has_gaps (VecheSourceState *state, gint64 now)
{
  g_autoptr(GArray) gaps = veche_spans_gaps (state->spans, MAX (state->known, now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY), now,
                                             veche_source_state_slack (state));
  gboolean open = gaps->len > 0 && g_array_index (gaps, VecheStretch, gaps->len - 1).until == now;

  /* One that is being dug now closes by itself. */
  return state->spans->len > 0 && gaps->len > (veche_source_state_trouble (state) && open ? 1 : 0);
}
