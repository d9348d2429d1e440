/* veche-source-state-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-state-words.h"
#include "connectors/veche-connector.h"

#define MINUTES_A_DAY (24 * 60)

/* Over midnight, too. */
static gboolean
veche_source_is_quiet (VecheSource *source, gint64 now)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  int minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);

  if (source->quiet_from < 0 || source->quiet_to < 0 || source->quiet_from == source->quiet_to)
    return FALSE;

  return (minute - source->quiet_from + MINUTES_A_DAY) % MINUTES_A_DAY
         < (source->quiet_to - source->quiet_from + MINUTES_A_DAY) % MINUTES_A_DAY;
}

char *
veche_source_next (VecheSource *source, gboolean waits, gint64 now)
{
  g_autofree char *in = NULL;

  if (source->paused)
    return NULL;
  if (veche_source_is_quiet (source, now))
    /* Translators: a time of the day, such as 8:00 */
    return g_strdup_printf (_ ("quiet hours until %d:%02d"), source->quiet_to / 60, source->quiet_to % 60);
  if (waits)
    return g_strdup (_ ("waits for news"));
  if (source->error != NULL || source->next_run == 0)
    return NULL;
  in = veche_words_in (source->next_run, now);

  /* Translators: %s is such as "in 4 min" */
  return g_strdup_printf (_ ("next %s"), in);
}

static gboolean
veche_source_has_budget (VecheSource *source, gint64 now)
{
  return source->rate_limit > 0 && source->rate_remaining >= 0 && source->rate_reset > now;
}

gboolean
veche_source_budget_is_low (VecheSource *source, gint64 now)
{
  return veche_source_has_budget (source, now) && source->rate_remaining * 5 < source->rate_limit;
}

char *
veche_source_budget (VecheSource *source, gint64 now)
{
  g_autoptr(GDateTime) reset = NULL;
  g_autofree char *time = NULL;

  if (!veche_source_has_budget (source, now))
    return NULL;
  reset = g_date_time_new_from_unix_local (source->rate_reset / G_USEC_PER_SEC);
  time = g_date_time_format (reset, "%-H:%M");

  /* Translators: how many questions the platform still answers, of how many, and until when: "212 of 300 requests left until 14:05" */
  return g_strdup_printf (ngettext ("%1$u of %2$u request left until %3$s", "%1$u of %2$u requests left until %3$s",
                                    (gulong) source->rate_limit),
                          (guint) source->rate_remaining, (guint) source->rate_limit, time);
}

char *
veche_source_seen (VecheSource *source, guint n_notices)
{
  g_autofree char *when = source->described > 0 ? veche_time_long (source->described) : NULL;

  if (when == NULL)
    return n_notices > 0 ? g_strdup (_ ("As the last reading found")) : g_strdup (_ ("Not asked yet"));
  if (n_notices > 0)
    /* Translators: %s is a day and time */
    return g_strdup_printf (_ ("Asked %s"), when);

  /* Translators: %s is a day and time */
  return g_strdup_printf (_ ("All that was asked for can be read. Asked %s"), when);
}

GPtrArray *
veche_source_notice_sentences (const char *type, GPtrArray *notices)
{
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      VecheSourceNotice *notice = g_ptr_array_index (notices, i);

      g_ptr_array_add (sentences, veche_source_guide_notice (type, notice->code, notice->about));
    }

  return g_steal_pointer (&sentences);
}

/* Is it signed in there by a name and a password? */
static gboolean
asks_name (const VecheSourceGuide *guide)
{
  for (const VecheGuideField *field = guide->fields; field != NULL && field->key != NULL; field++)
    if (g_str_equal (field->key, "user"))
      return TRUE;

  return FALSE;
}

const char *
veche_source_trial_error (const VecheSourceGuide *guide, int code, gboolean own_server)
{
  gboolean typed = veche_source_guide_asks_address (guide);

  switch ((VecheConnectorError) code)
    {
    case VECHE_CONNECTOR_ERROR_PRIVATE:
      return _ ("This address is inside a private network. If it is yours, switch on “This is my own server”.");
    case VECHE_CONNECTOR_ERROR_TLS:
      /* Such a server needs no https; what is not secure then is its certificate. */
      if (own_server)
        return _ ("This computer does not trust the certificate of the server: it has run out, is for another name, or of an unknown authority. Nothing was sent. "
                  "Make the certificate known to the system, then try again.");
      return _ ("The connection to this address is not secure. Use https, or switch on “This is my own server” if it is yours.");
    case VECHE_CONNECTOR_ERROR_ELSEWHERE:
      return _ ("The address leads to a server of another domain, named below. It was not given the password: if you trust it, type its address above instead.");
    case VECHE_CONNECTOR_ERROR_AUTH:
      if (asks_name (guide))
        return _ ("The name or the password is not right, or this address is somebody else’s. With two-step sign-in an app password is needed.");
      return guide->browser ? _ ("The server does not accept this access key. Get a fresh one, or sign in through the browser.")
                                  : _ ("The key is not accepted there. Check that all of it was copied, or get a fresh one.");
    case VECHE_CONNECTOR_ERROR_OFFLINE:
      return typed ? _ ("Nobody answers at this address. Check it, and the network, then try again.")
                   : _ ("Nobody answers there. Check the network, then try again.");
    case VECHE_CONNECTOR_ERROR_PROTOCOL:
    case VECHE_CONNECTOR_ERROR_UNKNOWN:
    case VECHE_CONNECTOR_ERROR_NOT_FOUND:
      return typed ? _ ("Something answers there, but it is not what was chosen here. Check the address.") : NULL;
    case VECHE_CONNECTOR_ERROR_REJECTED:
      return _ ("It answers, but refuses what Veche asks for. Go through the steps above once more: a right may be missing.");
    case VECHE_CONNECTOR_ERROR_RATE_LIMITED:
      return _ ("It asks for a pause: too many questions in a short time. Wait a few minutes, then try again.");
    default:
      return NULL;
    }
}
