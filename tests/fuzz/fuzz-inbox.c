/* fuzz-inbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "analysis/veche-priority.h"
#include "model/veche-hours.h"
#include "model/veche-query.h"

/* Any bytes as a saved view, as working hours, and as a message whose words are looked at: what is taken of a view goes out and in again equal, hours
 * count forth what they count back, and a signal has its words. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define NOW (G_GINT64_CONSTANT (1770000000) * G_USEC_PER_SEC)

static void
try_view (const char *text)
{
  g_autoptr (VecheQuery) query = veche_inbox_query_from_json (text, NULL), again = NULL;
  g_autofree char *json = NULL, *twice = NULL;

  if (query == NULL)
    return;
  json = veche_inbox_query_to_json (query);
  again = veche_inbox_query_from_json (json, NULL);
  g_assert_nonnull (again);
  twice = veche_inbox_query_to_json (again);
  g_assert_cmpstr (json, ==, twice);
}

static void
try_hours (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (3 * 3600);
  g_autoptr (VecheHours) hours = veche_hours_new (text, zone, NULL);
  gint64 end;

  if (hours == NULL)
    return;
  end = veche_hours_after (hours, NOW, G_TIME_SPAN_HOUR);
  g_assert_cmpint (end, >=, NOW + G_TIME_SPAN_HOUR);
  if (end < NOW + 300 * G_TIME_SPAN_DAY)
    g_assert_cmpint (veche_hours_between (hours, NOW, end), ==, G_TIME_SPAN_HOUR);
}

static void
try_words (const char *text)
{
  static const VecheSignals worded[] = { VECHE_SIGNAL_REFUND, VECHE_SIGNAL_BAN, VECHE_SIGNAL_LEGAL };
  guint signals = veche_priority_signals (text);

  for (guint i = 0; i < G_N_ELEMENTS (worded); i++)
    {
      g_autofree char *words = veche_priority_signal_words (text, worded[i]);

      g_assert_true ((words != NULL) == ((signals & worded[i]) != 0));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  try_view (text);
  try_hours (text);
  try_words (text);

  return 0;
}
