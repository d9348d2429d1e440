/* veche-ics-entry-when.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When what a calendar tells of begins, ends, comes again and does not.
 */

#include "exchange/veche-ics-entry-private.h"

#include <libical/ical.h>
#include <string.h>

#include "model/veche-when.h"

#define MOST_COUNT   10000          /* times that something comes again */
#define MOST_SKIPPED 5000
#define MOST_DAYS    4000           /* that something lasts */

/* "20261213T190000Z" → "2026-12-13T19:00". (transfer full) (nullable) */
static char *
to_local (const char *value, gboolean day)
{
  g_autofree char *local = NULL;

  for (guint i = 0; i < 8; i++)
    if (!g_ascii_isdigit (value[i]))
      return NULL;
  if (day || value[8] == '\0')
    local = g_strdup_printf ("%.4s-%.2s-%.2s", value, value + 4, value + 6);
  else if (value[8] == 'T' && strlen (value) >= 13)
    local = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s", value, value + 4, value + 6, value + 9, value + 11);

  return veche_when_is_valid (local) ? g_steal_pointer (&local) : NULL;
}

/* One value of the property; without a zone it is in that of the start, then the calendar's. FALSE: with the reason. */
static gboolean
read_time (VecheIcsReader *self, const VecheIcsProperty *property, const char *value, char **local, char **tz)
{
  g_autofree char *type = veche_ics_property_get (property, "VALUE"), *tzid = veche_ics_property_get (property, "TZID");

  *tz = NULL;
  *local = to_local (value, type != NULL && g_ascii_strcasecmp (type, "DATE") == 0);
  if (*local == NULL)
    {
      self->reason = "one of its times can't be read";
      return FALSE;
    }
  if (g_str_has_suffix (value, "Z"))
    *tz = g_strdup ("UTC");
  else if (tzid != NULL && !veche_when_is_day (*local))
    *tz = veche_ics_find_zone (self->ics, tzid);
  else
    *tz = g_strdup (self->entry->tz != NULL ? self->entry->tz : self->ics->zone != NULL ? self->ics->zone : veche_when_own_zone ());
  if (*tz != NULL)
    return TRUE;

  g_clear_pointer (local, g_free);
  self->reason = "nobody knows its time zone";

  return FALSE;
}

/* As a time of the zone and the shape of the start. (transfer full) (nullable) */
static char *
to_zone (const char *local, const char *tz, const char *starts, const char *zone)
{
  g_autofree char *day = veche_when_day (local);

  if (veche_when_is_day (starts))
    return g_steal_pointer (&day);
  if (veche_when_is_day (local))
    return g_strconcat (day, starts + strlen (day), NULL);

  return strcmp (tz, zone) == 0 ? g_strdup (local) : veche_when_local (veche_when_instant (local, tz), zone);
}

static void
read_duration (VecheIcsReader *self, const char *value)
{
  VecheCalendarEntry *entry = self->entry;
  struct icaldurationtype lasts = icaldurationtype_from_string (value);
  g_autofree char *day = NULL;
  gint64 days = (gint64) lasts.weeks * 7 + lasts.days, seconds = (gint64) lasts.hours * 3600 + (gint64) lasts.minutes * 60 + lasts.seconds;

  if (icaldurationtype_is_bad_duration (lasts) || lasts.is_neg || days > MOST_DAYS || seconds > MOST_DAYS * G_GINT64_CONSTANT (86400))
    {
      self->reason = "how long it lasts can't be read";
      return;
    }
  if (veche_when_is_day (entry->starts))
    {
      entry->ends = veche_when_add_days (entry->starts, (int) MAX (days - 1, 0));
      return;
    }
  day = veche_when_add_days (entry->starts, (int) days);
  entry->ends = day != NULL ? veche_when_local (veche_when_instant (day, entry->tz) + seconds * G_USEC_PER_SEC, entry->tz) : NULL;
}

static void
read_end (VecheIcsReader *self)
{
  const VecheIcsProperty *end = veche_ics_component_get (self->component, "DTEND"), *lasts = veche_ics_component_get (self->component, "DURATION");
  VecheCalendarEntry *entry = self->entry;
  g_autofree char *local = NULL, *tz = NULL;

  if (end == NULL)
    {
      if (lasts != NULL)
        read_duration (self, lasts->value);
      return;
    }
  if (!read_time (self, end, end->value, &local, &tz))
    return;
  if (veche_when_is_day (local) != veche_when_is_day (entry->starts))
    self->reason = "it begins with a day and ends with a time";
  else if (veche_when_is_day (local))
    entry->ends = veche_when_add_days (local, strcmp (local, entry->starts) == 0 ? 0 : -1);
  else
    entry->ends = to_zone (local, tz, entry->starts, entry->tz);
  if (entry->ends != NULL && veche_when_instant (entry->ends, entry->tz) < veche_when_instant (entry->starts, entry->tz))
    self->reason = "it ends before it starts";
}

static void
read_rule (VecheIcsReader *self)
{
  guint n = 0;

  for (guint i = 0; i < self->component->properties->len && self->reason == NULL; i++)
    {
      const VecheIcsProperty *property = self->component->properties->pdata[i];
      g_autofree char *rule = strcmp (property->name, "RRULE") == 0 ? g_ascii_strup (property->value, -1) : NULL;
      const char *count = rule != NULL ? strstr (rule, "COUNT=") : NULL;

      if (rule == NULL)
        continue;
      if (++n > 1)
        self->reason = "it comes again by more than one rule";
      else if (!veche_when_rule_check (rule, NULL))
        self->reason = "its rule is none by which days come again";
      else if (count != NULL && g_ascii_strtoull (count + strlen ("COUNT="), NULL, 10) > MOST_COUNT)
        self->reason = "it comes again more than 10,000 times";
      else
        self->entry->rrule = g_steal_pointer (&rule);
    }
}

void
veche_ics_entry_skip (VecheIcsReader *self, const VecheIcsProperty *property)
{
  VecheCalendarEntry *entry = self->entry;
  g_auto (GStrv) values = g_strsplit (property->value, ",", MOST_SKIPPED + 1);

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *local = NULL, *tz = NULL, *there = NULL;

      if (entry->skipped->len >= MOST_SKIPPED || !read_time (self, property, values[i], &local, &tz))
        {
          self->reason = NULL;
          veche_calendar_entry_note (entry->lost, "EXDATE");
          continue;
        }
      there = to_zone (local, tz, entry->starts, entry->tz);
      if (there != NULL)
        g_ptr_array_add (entry->skipped, g_steal_pointer (&there));
    }
}

void
veche_ics_entry_snooze (VecheIcsReader *self, const char *moment)
{
  g_autofree char *utc = to_local (moment, FALSE), *local = NULL;

  if (utc == NULL)
    return;
  local = veche_when_local (veche_when_instant (utc, "UTC"), self->entry->tz != NULL ? self->entry->tz : veche_when_own_zone ());
  g_free (self->entry->snoozed);
  self->entry->snoozed = local != NULL ? veche_when_day (local) : NULL;
}

gint64
veche_ics_entry_moment (const VecheIcsComponent *component, const char *name)
{
  const VecheIcsProperty *property = veche_ics_component_get (component, name);
  g_autofree char *local = property != NULL ? to_local (property->value, FALSE) : NULL;
  gint64 at = local != NULL ? veche_when_instant (local, "UTC") : 0;

  if (at > 0 && strlen (property->value) >= 15)
    at += (gint64) g_ascii_strtoull (property->value + 13, NULL, 10) % 60 * G_USEC_PER_SEC;

  return MAX (at, 0);
}

void
veche_ics_entry_when (VecheIcsReader *self)
{
  VecheCalendarEntry *entry = self->entry;
  const VecheIcsProperty *start = veche_ics_component_get (self->component, "DTSTART"), *due = veche_ics_component_get (self->component, "DUE");
  const VecheIcsProperty *recurs = veche_ics_component_get (self->component, "RECURRENCE-ID"), *first = entry->task && due != NULL ? due : start;
  g_autofree char *range = recurs != NULL ? veche_ics_property_get (recurs, "RANGE") : NULL;

  if (first == NULL && !entry->task)
    self->reason = "it does not say when it starts";
  else if (recurs != NULL && entry->task)
    self->reason = "one day of a task that comes again has no place here";
  else if (range != NULL)
    self->reason = "it changes one day of a series and all after it, which has no place here";
  if (self->reason != NULL || (first != NULL && !read_time (self, first, first->value, &entry->starts, &entry->tz))
      || (recurs != NULL && !read_time (self, recurs, recurs->value, &entry->recurs, &entry->recurs_tz)))
    return;
  if (!entry->task)
    read_end (self);
  read_rule (self);
  if (self->reason == NULL && entry->rrule != NULL && entry->starts == NULL)
    self->reason = "it comes again, and has no first day";
  if (entry->recurs != NULL && entry->rrule != NULL)
    self->reason = "one day of a series can't come again itself";
}
