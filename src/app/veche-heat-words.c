/* veche-heat-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-heat-words.h"
#include "app/veche-mention-words.h"

#define MOST_NAME 60

/* "usually 2" */
static char *
usual_words (double usual)
{
  guint rounded = (guint) (usual + 0.5);

  if (rounded == 0)
    return g_strdup (_ ("usually none"));

  /* Translators: so many messages are usual at this hour */
  return g_strdup_printf (ngettext ("usually %u", "usually %u", rounded), rounded);
}

char *
veche_heat_measure (double z)
{
  double shown = MIN (z, 99);

  /* Translators: by how much something is more than usual, with one digit after the point */
  return g_strdup_printf (_ ("%.1f standard deviations"), shown);
}

char *
veche_heat_headline (const VecheHeatAlert *alert)
{
  g_autofree char *where = veche_words_clean (alert->channel_name != NULL ? alert->channel_name : alert->source_name, MOST_NAME, FALSE);
  g_autofree char *who = veche_words_clean (alert->member_name, MOST_NAME, FALSE);
  g_autofree char *since = veche_time_short (alert->since), *usual = usual_words (alert->usual);
  g_autofree char *said = g_strdup_printf (ngettext ("%u message in an hour", "%u messages in an hour", alert->n), alert->n);

  switch (alert->kind)
    {
    case VECHE_HEAT_CRITIC:
      /* Translators: a person, how many of their messages were negative, and the day of the first */
      return g_strdup_printf (ngettext ("%s: %u negative message since %s", "%s: %u negative messages since %s", alert->n), who, alert->n, since);
    case VECHE_HEAT_THREAD:
      /* Translators: a channel, "14 messages in an hour", "usually 2" */
      return g_strdup_printf (_ ("A thread in “%s” heats up: %s, %s"), where, said, usual);
    case VECHE_HEAT_SOURCE:
    default:
      /* Translators: a source, "14 messages in an hour", "usually 2" */
      return g_strdup_printf (_ ("“%s”: %s, %s"), where, said, usual);
    }
}

char *
veche_heat_reason (const VecheHeatAlert *alert)
{
  g_autofree char *said = NULL, *by = NULL, *usual = NULL;

  if (alert == NULL)
    return g_strdup (_ ("This thread grows faster than usual"));

  said = g_strdup_printf (ngettext ("%u message in an hour", "%u messages in an hour", alert->n), alert->n);
  by = g_strdup_printf (ngettext ("%u person", "%u people", alert->people), alert->people);
  usual = usual_words (alert->usual);

  /* Translators: "14 messages in an hour", "6 people", "usually 2" */
  return g_strdup_printf (_ ("This thread heats up: %s, %s, %s"), said, by, usual);
}
