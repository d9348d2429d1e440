/* veche-calendar-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-calendar-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "app/veche-event-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-session.h"
#include "exchange/veche-exchange-error.h"
#include "model/veche-when.h"

/* As exchange/veche-ics-entry.c and store/veche-calendar-edits.c say them. */
static const struct { const char *said, *shown; } reasons[] = {
  { "one of its times can't be read", N_ ("one of its times can’t be read") },
  { "nobody knows its time zone", N_ ("its time zone is unknown") },
  { "how long it lasts can't be read", N_ ("how long it lasts can’t be read") },
  { "it begins with a day and ends with a time", N_ ("it begins with a day and ends with a time") },
  { "it ends before it starts", N_ ("it ends before it starts") },
  { "it comes again by more than one rule", N_ ("it comes again by more than one rule") },
  { "its rule is none by which days come again", N_ ("by its rule no day comes again") },
  { "it comes again more than 10,000 times", N_ ("it comes again more than 10,000 times") },
  { "it does not say when it starts", N_ ("it does not say when it starts") },
  { "one day of a task that comes again has no place here", N_ ("a single day of a task that comes again has no place here") },
  { "it changes one day of a series and all after it, which has no place here", N_ ("it changes a series from one day on, which has no place here") },
  { "it comes again, and has no first day", N_ ("it comes again, and has no first day") },
  { "one day of a series can't come again itself", N_ ("one day of a series can’t come again itself") },
  { "it has no title", N_ ("it has no title") },
  { "its series has no such day", N_ ("its series has no such day") },
  { "the series it belongs to is not here", N_ ("the series it belongs to is not here") },
  { "what is here is newer", N_ ("what is here is newer") },
  { "the file has it twice", N_ ("the file has it twice") },
  { "the file has it twice, the other time newer", N_ ("the file has it twice, the other time newer") },
  { "it is neither an event nor a task", N_ ("it is neither an event nor a task") },
  { "the file ends in the middle of it", N_ ("the file ends in the middle of it") },
};

static const struct { const char *field, *word; } fields[] = {
  { "title", NC_ ("field", "title") },       { "starts", NC_ ("field", "time") },     { "due", NC_ ("field", "due day") },
  { "ends", NC_ ("field", "end") },          { "about", NC_ ("field", "description") }, { "notes", NC_ ("field", "notes") },
  { "place", NC_ ("field", "place") },       { "link", NC_ ("field", "link") },       { "rule", NC_ ("field", "when it comes again") },
  { "status", NC_ ("field", "status") },     { "state", NC_ ("field", "status") },    { "kind", NC_ ("field", "kind") },
  { "agenda", NC_ ("field", "agenda") },     { "online", NC_ ("field", "online or not") }, { "capacity", NC_ ("field", "seats") },
  { "reminder", NC_ ("field", "reminder") }, { "priority", NC_ ("field", "priority") }, { "skipped", NC_ ("field", "skipped days") },
  { "checklist", NC_ ("field", "checklist") }, { "owner", NC_ ("field", "who does it") },
  { "snoozed", NC_ ("field", "until when it is put off") },
  { "further", NC_ ("field", "other details") },
};

char *
veche_calendar_explain (const GError *error)
{
  guint line = 0;

  if (error->domain != VECHE_EXCHANGE_ERROR)
    return veche_error_sentence (error);

  switch ((VecheExchangeError) error->code)
    {
    case VECHE_EXCHANGE_ERROR_EMPTY:
      return g_strdup (_ ("There is nothing in it. Export the calendar once more."));
    case VECHE_EXCHANGE_ERROR_ENCODING:
      return g_strdup (_ ("Its letters are not in UTF-8, in which calendars are written. Nothing was changed; export it once more."));
    case VECHE_EXCHANGE_ERROR_FOREIGN:
      return g_strdup (_ ("It is no calendar: these are files that end in .ics. Nothing was changed."));
    case VECHE_EXCHANGE_ERROR_HOSTILE:
      return g_strdup (_ ("It is more than is read of one calendar: 50,000 entries, 32 MB. Nothing was changed; export fewer years at a time."));
    case VECHE_EXCHANGE_ERROR_DAMAGED:
    default:
      if (sscanf (error->message, "line %u:", &line) == 1)
        return g_strdup_printf (_ ("It is damaged in line %u. Nothing was changed; export the calendar once more."), line);
      return g_strdup (_ ("It is damaged. Nothing was changed; export the calendar once more."));
    }
}

/* As exchange/veche-ics-entry.c and store/veche-calendar-edits.c name what they drop. */
static const struct { const char *said, *shown; } losses[] = {
  { "ATTENDEE: nobody here has that address", NC_ ("lost", "people whose address nobody here has") },
  { "ATTENDEE", NC_ ("lost", "some of the people") },
  { "ORGANIZER", NC_ ("lost", "who invites") },
  { "EXDATE", NC_ ("lost", "some skipped days") },
  { "VALARM", NC_ ("lost", "some alarms") },
  { "X-VECHE-ITEM", NC_ ("lost", "some of the checklist") },
};

static const char *
loss_word (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    if (strcmp (name, losses[i].said) == 0)
      return g_dpgettext2 (NULL, "lost", losses[i].shown);

  return C_ ("lost", "some details");
}

char *
veche_calendar_lost_words (const VecheCalendarEntry *entry)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < entry->lost->len; i++)
    {
      const char *word = loss_word (entry->lost->pdata[i]);

      if (!g_ptr_array_find (words, word, NULL))
        g_ptr_array_add (words, (char *) word);
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  list = g_strjoinv (", ", (GStrv) words->pdata);

  /* Translators: what of an entry of a calendar has no place here: "Without: who invites, some alarms" */
  return g_strdup_printf (_ ("Without: %s"), list);
}

const char *
veche_calendar_reason_words (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reason, reasons[i].said) == 0)
      return _ (reasons[i].shown);

  return reason != NULL ? reason : "";
}

static const char *
field_word (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (field, fields[i].field) == 0)
      return g_dpgettext2 (NULL, "field", fields[i].word);

  return field;
}

static char *
changes (const VecheCalendarStep *step)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; step->fields != NULL && step->fields[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", field_word (step->fields[i]));
  if (step->guests > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", C_ ("field", "guests"));

  /* Translators: what of an event changes: "Will change: time, place" */
  return g_strdup_printf (_ ("Will change: %s"), words->str);
}

char *
veche_calendar_step_words (const VecheCalendarStep *step)
{
  switch (step->outcome)
    {
    case VECHE_CALENDAR_NEW:
      return g_strdup (C_ ("calendar entry", "New"));
    case VECHE_CALENDAR_CHANGED:
      return changes (step);
    case VECHE_CALENDAR_SAME:
      return g_strdup (_ ("Already here"));
    case VECHE_CALENDAR_REFUSED:
      /* Translators: why an entry of a calendar file is left out */
      return g_strdup_printf (_ ("Left out: %s"), veche_calendar_reason_words (step->reason));
    }

  g_return_val_if_reached (g_strdup (""));
}

char *
veche_calendar_when_words (const VecheCalendarEntry *entry)
{
  gboolean moment = entry->starts != NULL && !veche_when_is_day (entry->starts);
  g_autofree char *here = moment ? veche_when_local (veche_when_instant (entry->starts, entry->tz), veche_when_own_zone ()) : g_strdup (entry->starts);
  const char *clock = moment ? veche_clock_of (here) : NULL;
  g_autofree char *day = veche_day_full (here);

  if (day == NULL)
    return g_strdup ("");

  return clock != NULL ? g_strdup_printf ("%s, %.5s", day, clock) : g_steal_pointer (&day);
}
