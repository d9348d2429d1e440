/* veche-calendar-merge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One entry that was changed on both sides.
 */

#include "model/veche-calendar-entry.h"

#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"

static gboolean
same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL && *a == '\0' ? NULL : a, b != NULL && *b == '\0' ? NULL : b) == 0;
}

static gboolean
same_list (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len && i < b->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return a->len == b->len;
}

static void
replace (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* When it is, as one: half of it from here and half from there would be a third time. */
static gboolean
merge_time (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base)
{
  if (!same_text (theirs->starts, base->starts) || !same_text (theirs->ends, base->ends) || !same_text (theirs->tz, base->tz))
    return FALSE;
  if (same_text (theirs->starts, ours->starts) && same_text (theirs->ends, ours->ends) && same_text (theirs->tz, ours->tz))
    return FALSE;
  replace (&theirs->starts, ours->starts);
  replace (&theirs->ends, ours->ends);
  replace (&theirs->tz, ours->tz);

  return TRUE;
}

/* Its agenda stands among its categories, which are not told apart yet. */
static gboolean
merge_agenda (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base)
{
  g_autofree char *name = ours->agenda != NULL ? veche_text_fold (ours->agenda) : NULL;
  gboolean there = FALSE;

  if (!same_list (theirs->categories, base->categories))
    return FALSE;
  for (guint i = 0; name != NULL && i < theirs->categories->len && !there; i++)
    {
      g_autofree char *category = veche_text_fold (theirs->categories->pdata[i]);

      there = g_str_equal (category, name);
      if (there)
        g_ptr_array_remove_index (theirs->categories, i);
    }
  replace (&theirs->agenda, ours->agenda);

  return name != NULL && !there;
}

static gboolean
merge_skipped (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base)
{
  if (!same_list (theirs->skipped, base->skipped) || same_list (theirs->skipped, ours->skipped))
    return FALSE;
  g_ptr_array_set_size (theirs->skipped, 0);
  for (guint i = 0; i < ours->skipped->len; i++)
    g_ptr_array_add (theirs->skipped, g_strdup (ours->skipped->pdata[i]));

  return TRUE;
}

/* As one: a program that knows no checklist may have dropped it, and takes nothing away by that. */
static gboolean
merge_items (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base)
{
  if (!veche_calendar_entry_same_items (theirs, base) || veche_calendar_entry_same_items (theirs, ours))
    return FALSE;
  g_ptr_array_set_size (theirs->items, 0);
  for (guint i = 0; i < ours->items->len; i++)
    {
      const VecheCalendarItem *item = ours->items->pdata[i];

      veche_calendar_entry_add_item (theirs, item->title, item->done);
    }

  return TRUE;
}

gboolean
veche_calendar_entry_merge (VecheCalendarEntry *theirs, const VecheCalendarEntry *ours, const VecheCalendarEntry *base)
{
  struct { char **theirs; const char *ours, *base; gboolean always; } texts[] = {
    { &theirs->title, ours->title, base->title, TRUE },
    { &theirs->about, ours->about, base->about, TRUE },
    { &theirs->place, ours->place, base->place, TRUE },
    { &theirs->link, ours->link, base->link, TRUE },
    { &theirs->rrule, ours->rrule, base->rrule, TRUE },
    { &theirs->snoozed, ours->snoozed, base->snoozed, TRUE },
    { &theirs->kind, ours->kind, base->kind, FALSE },
    { &theirs->status, ours->status, base->status, FALSE },
  };
  struct { int *theirs, ours, base; gboolean always; } numbers[] = {
    { &theirs->online, ours->online, base->online, FALSE },
    { &theirs->remind, ours->remind, base->remind, TRUE },
    { &theirs->priority, ours->priority, base->priority, TRUE },
  };
  gboolean kept = FALSE;

  /* What a calendar does not say it does not take away. */
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (same_text (*texts[i].theirs, texts[i].base) && !same_text (*texts[i].theirs, texts[i].ours) && (texts[i].always || texts[i].base != NULL))
      {
        if (texts[i].theirs == &theirs->status)
          theirs->rough = FALSE;
        replace (texts[i].theirs, texts[i].ours);
        kept = TRUE;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (*numbers[i].theirs == numbers[i].base && numbers[i].ours != numbers[i].base && (numbers[i].always || numbers[i].base >= 0))
      {
        *numbers[i].theirs = numbers[i].ours;
        kept = TRUE;
      }
  if (theirs->capacity == base->capacity && base->capacity > 0 && ours->capacity != base->capacity)
    {
      theirs->capacity = ours->capacity;
      kept = TRUE;
    }
  kept |= merge_time (theirs, ours, base);
  kept |= merge_agenda (theirs, ours, base);
  kept |= merge_skipped (theirs, ours, base);
  kept |= merge_items (theirs, ours, base);

  return kept;
}

char *
veche_calendar_entry_digest (const VecheCalendarEntry *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *rule = veche_calendar_rule (self->rrule, self->starts, self->tz);
  g_autofree char *numbers = g_strdup_printf ("%d %d %d %d %" G_GINT64_FORMAT, self->task, self->online, self->remind, self->priority, self->capacity);
  const char *texts[] = { self->uid, self->recurs, self->title, self->starts, self->ends, self->tz, self->about, self->place, self->link, rule, self->status,
                          self->kind, self->agenda, self->extra, numbers };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_checksum_update (sum, (const guchar *) (texts[i] != NULL ? texts[i] : ""), texts[i] != NULL ? (gssize) strlen (texts[i]) + 1 : 1);
  if (self->snoozed != NULL)
    g_checksum_update (sum, (const guchar *) self->snoozed, (gssize) strlen (self->snoozed) + 1);
  for (guint i = 0; i < self->skipped->len; i++)
    g_checksum_update (sum, self->skipped->pdata[i], (gssize) strlen (self->skipped->pdata[i]) + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      const VecheCalendarItem *item = self->items->pdata[i];

      g_checksum_update (sum, (const guchar *) (item->done ? "x" : "-"), 1);
      g_checksum_update (sum, (const guchar *) item->title, (gssize) strlen (item->title) + 1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

gboolean
veche_calendar_entry_is_same (const VecheCalendarEntry *self, const VecheCalendarEntry *other)
{
  if (self->task != other->task || !same_text (self->uid, other->uid) || (self->recurs == NULL) != (other->recurs == NULL))
    return FALSE;
  if (self->recurs == NULL || same_text (self->recurs, other->recurs))
    return TRUE;
  if (veche_when_is_day (self->recurs) || veche_when_is_day (other->recurs))
    return strncmp (self->recurs, other->recurs, strlen ("2026-12-31")) == 0;

  return veche_when_instant (self->recurs, self->recurs_tz) == veche_when_instant (other->recurs, other->recurs_tz);
}
