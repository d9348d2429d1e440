/* test-ics-golden.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What calendars of each kind become, to the last field, and what is written of it: tests/data/ics/NAME.ics →
 * NAME.expected.  With VECHE_GOLDEN=write in the environment the files are written anew; read them before they go in.
 *
 * plan, event and tasks are what Veche writes itself.  The others are as these programs publish them: meetup
 * (help.meetup.com), mobilizon (its "ICS/WebCal Feed"), google (its secret address in iCal format), outlook (a calendar
 * that is published), apple (Calendar, Export), nextcloud-tasks, evolution (Save as iCalendar).
 */

#include <string.h>

#include "exchange/veche-ics.h"

static void
add (GString *out, const char *name, const char *text)
{
  g_auto (GStrv) lines = text != NULL && *text != '\0' ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_string_append_printf (out, "  %s%s %s\n", name, i > 0 ? " …" : ":", lines[i]);
}

static void
add_number (GString *out, const char *name, gint64 number, gint64 none)
{
  if (number != none)
    g_string_append_printf (out, "  %s: %" G_GINT64_FORMAT "\n", name, number);
}

static void
add_list (GString *out, const char *name, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    add (out, name, list->pdata[i]);
}

static void
add_people (GString *out, const VecheCalendarEntry *entry)
{
  for (guint i = 0; i < entry->guests->len; i++)
    {
      const VecheCalendarGuest *guest = entry->guests->pdata[i];

      g_string_append_printf (out, "  guest: %s <%s> %s %s %s\n", guest->name != NULL ? guest->name : "",
                              guest->email != NULL ? guest->email : "",
                              guest->member_uid != NULL ? guest->member_uid : "-",
                              guest->role != NULL ? guest->role : "-", guest->status != NULL ? guest->status : "-");
    }
  for (guint i = 0; i < entry->items->len; i++)
    {
      const VecheCalendarItem *item = entry->items->pdata[i];

      g_string_append_printf (out, "  item: [%c] %s\n", item->done ? 'x' : ' ', item->title);
    }
}

static void
add_entry (GString *out, const VecheCalendarEntry *entry)
{
  gboolean of_day = entry->starts != NULL && strchr (entry->starts, 'T') == NULL;   /* it lies in the zone of this computer */
  const struct
  {
    const char *name, *text;
  } texts[] = {
    { "starts", entry->starts }, { "ends", entry->ends },         { "zone", of_day ? NULL : entry->tz },
    { "rule", entry->rrule },    { "instead of", entry->recurs }, { "of zone", entry->recurs_tz },
    { "status", entry->status }, { "place", entry->place },       { "link", entry->link },
    { "about", entry->about },   { "kind", entry->kind },         { "extra", entry->extra },
    { "snoozed", entry->snoozed },
  };

  g_string_append_printf (out, "%s %s\n  uid: %s\n", entry->task ? "task" : "event", entry->title, entry->uid);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add (out, texts[i].name, texts[i].text);
  add_list (out, "skipped", entry->skipped);
  add_number (out, "reminder", entry->remind, -1);
  add_number (out, "online", entry->online, -1);
  add_number (out, "capacity", entry->capacity, 0);
  add_number (out, "priority", entry->priority, 0);
  add_number (out, "sequence", entry->sequence, 0);
  add_number (out, "created", entry->created / G_USEC_PER_SEC, 0);
  add_number (out, "modified", entry->modified / G_USEC_PER_SEC, 0);
  add_number (out, "closed", entry->closed / G_USEC_PER_SEC, 0);
  add_people (out, entry);
  add_list (out, "category", entry->categories);
  add_list (out, "kept", entry->kept);
  add_list (out, "lost", entry->lost);
}

/* What the system's data say of zones changes with the years: of them only the names. (transfer full) */
static char *
without_zones (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  GString *rest = g_string_new (NULL);
  gboolean zone = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      zone |= strcmp (lines[i], "BEGIN:VTIMEZONE") == 0;
      if (*lines[i] != '\0' && (!zone || g_str_has_prefix (lines[i], "TZID:")))
        g_string_append_printf (rest, "%s\n", lines[i]);
      zone &= strcmp (lines[i], "END:VTIMEZONE") != 0;
    }

  return g_string_free (rest, FALSE);
}

static VecheIcs *
read_calendar (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  VecheIcs *ics = veche_ics_read (bytes, NULL, &error);

  g_assert_no_error (error);

  return ics;
}

static void
assert_same (const VecheIcs *before, const VecheIcs *after)
{
  g_assert_cmpuint (after->refused->len, ==, 0);
  g_assert_cmpuint (after->entries->len, ==, before->entries->len);
  for (guint i = 0; i < before->entries->len; i++)
    {
      g_auto (GStrv) differing = veche_calendar_entry_compare (before->entries->pdata[i], after->entries->pdata[i]);

      g_assert_null (differing);
    }
}

static void
test_golden (gconstpointer data)
{
  const char *name = data;
  gboolean own = g_str_equal (name, "plan") || g_str_equal (name, "event") || g_str_equal (name, "tasks");
  g_autofree char *file = g_strconcat (name, ".ics", NULL), *expected_file = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "ics", file, NULL);
  g_autofree char *expected_path = g_test_build_filename (G_TEST_DIST, "data", "ics", expected_file, NULL);
  g_autofree char *text = NULL, *expected = NULL, *written = NULL, *plain = NULL;
  g_autoptr (VecheIcs) ics = NULL, again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  ics = read_calendar (text);
  for (guint i = 0; i < ics->entries->len; i++)
    add_entry (out, ics->entries->pdata[i]);
  for (guint i = 0; i < ics->refused->len; i++)
    {
      const VecheIcsRefusal *refusal = ics->refused->pdata[i];

      g_string_append_printf (out, "refused %s: %s\n", refusal->title, refusal->reason);
    }

  written = veche_ics_write (ics->entries);
  again = read_calendar (written);
  assert_same (ics, again);
  plain = without_zones (written);
  if (g_strcmp0 (g_getenv ("VECHE_GOLDEN"), "write") == 0)
    {
      g_assert_true (g_file_set_contents (expected_path, out->str, -1, NULL));
      g_assert_true (!own || g_file_set_contents (path, written, -1, NULL));
      return;
    }
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_assert_cmpstr (out->str, ==, expected);
  if (own)
    {
      g_autofree char *before = without_zones (text);

      g_assert_cmpstr (plain, ==, before);
    }
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "plan",   "event",   "tasks", "meetup",          "mobilizon",
                                       "google", "outlook", "apple", "nextcloud-tasks", "evolution" };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/ics/golden/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_golden);
    }

  return g_test_run ();
}
