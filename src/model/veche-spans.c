/* veche-spans.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-spans.h"

#define STRETCH(spans, i) g_array_index (spans, VecheStretch, i)

GArray *
veche_spans_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VecheStretch));
}

/* The first stretch that ends at or after the moment; len: none does. */
static guint
veche_spans_find (const GArray *spans, gint64 at)
{
  guint low = 0, high = spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (STRETCH (spans, middle).until < at)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
veche_spans_add (GArray *spans, gint64 since, gint64 until)
{
  guint first, last;
  VecheStretch stretch;

  g_return_if_fail (spans != NULL);

  if (until <= since)
    return;

  /* All that it touches become one with it. */
  first = veche_spans_find (spans, since);
  for (last = first; last < spans->len && STRETCH (spans, last).since <= until; last++)
    {
      since = MIN (since, STRETCH (spans, last).since);
      until = MAX (until, STRETCH (spans, last).until);
    }
  stretch = (VecheStretch) { since, until };
  if (last > first)
    g_array_remove_range (spans, first, last - first);
  g_array_insert_val (spans, first, stretch);
}

void
veche_spans_subtract (GArray *spans, gint64 since, gint64 until)
{
  VecheStretch head, tail;
  guint first, last;

  g_return_if_fail (spans != NULL);

  if (until <= since)
    return;

  first = veche_spans_find (spans, since);
  if (first < spans->len && STRETCH (spans, first).until == since)
    first++;
  for (last = first; last < spans->len && STRETCH (spans, last).since < until; last++)
    ;
  if (last == first)
    return;

  head = (VecheStretch) { STRETCH (spans, first).since, since };
  tail = (VecheStretch) { until, STRETCH (spans, last - 1).until };
  g_array_remove_range (spans, first, last - first);
  if (tail.since < tail.until)
    g_array_insert_val (spans, first, tail);
  if (head.since < head.until)
    g_array_insert_val (spans, first, head);
}

void
veche_spans_merge (GArray *spans, const GArray *other)
{
  for (guint i = 0; i < other->len; i++)
    veche_spans_add (spans, STRETCH (other, i).since, STRETCH (other, i).until);
}

void
veche_spans_without (GArray *spans, const GArray *other)
{
  for (guint i = 0; i < other->len; i++)
    veche_spans_subtract (spans, STRETCH (other, i).since, STRETCH (other, i).until);
}

GArray *
veche_spans_gaps (const GArray *spans, gint64 since, gint64 until, gint64 slack)
{
  GArray *gaps = veche_spans_new ();
  VecheStretch gap;

  for (guint i = veche_spans_find (spans, since); i < spans->len && STRETCH (spans, i).since < until; i++)
    {
      gap = (VecheStretch) { since, STRETCH (spans, i).since };
      if (gap.since < gap.until && gap.until - gap.since > slack)
        g_array_append_val (gaps, gap);
      since = MAX (since, STRETCH (spans, i).until);
    }
  gap = (VecheStretch) { since, until };
  if (since < until && until - since > slack)
    g_array_append_val (gaps, gap);

  return gaps;
}

gboolean
veche_spans_covers (const GArray *spans, gint64 since, gint64 until)
{
  guint i;

  if (until <= since)
    return TRUE;

  i = veche_spans_find (spans, since + 1);

  return i < spans->len && STRETCH (spans, i).since <= since && STRETCH (spans, i).until >= until;
}

gboolean
veche_spans_complete_at (const GArray *spans, gint64 at)
{
  return veche_spans_covers (spans, at, at + 1);
}

gint64
veche_spans_length (const GArray *spans, gint64 since, gint64 until)
{
  gint64 length = 0;

  for (guint i = veche_spans_find (spans, since); i < spans->len && STRETCH (spans, i).since < until; i++)
    length += MAX (0, MIN (until, STRETCH (spans, i).until) - MAX (since, STRETCH (spans, i).since));

  return length;
}
