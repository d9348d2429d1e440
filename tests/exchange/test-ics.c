/* test-ics.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "exchange/veche-exchange-error.h"
#include "exchange/veche-ics.h"
#include "model/veche-when.h"

#define N_ENTRIES 200

static VecheIcs *
read_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return veche_ics_read (bytes, NULL, error);
}

/* Zones and days on which the clocks go forward and back, in the years they did. */
static VecheCalendarEntry *
random_entry (GRand *rand, guint n)
{
  static const struct { const char *zone, *days[3]; } zones[] = {
    { "Europe/Moscow", { "2011-03-27", "2014-10-26", "2027-12-31" } },
    { "Europe/Berlin", { "2027-03-28", "2027-10-31", "2028-02-29" } },
    { "America/Sao_Paulo", { "2018-11-04", "2019-02-17", "2027-01-01" } },
    { "Asia/Kathmandu", { "2027-03-28", "2027-06-30", "2027-12-31" } },
  };
  guint zone = (guint) g_rand_int_range (rand, 0, 4), minutes = (guint) g_rand_int_range (rand, 0, 1440), kind = n % 5;
  VecheCalendarEntry *entry = veche_calendar_entry_new (kind == 4);
  const char *day = zones[zone].days[g_rand_int_range (rand, 0, 3)];

  entry->uid = g_strdup_printf ("entry-%u@test", n);
  entry->title = g_strdup_printf ("Встреча %u: a, b; c \\ «ё» 字字字字字字字字字字字字字字字字字字字字字字字", n);
  entry->about = g_strdup ("Первая строка\nвторая, с; всем\\n");
  entry->tz = g_strdup (zones[zone].zone);
  entry->starts = kind == 1 ? g_strdup (day) : g_strdup_printf ("%sT%02u:%02u", day, minutes / 60, minutes % 60);
  entry->created = entry->modified = G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC;
  entry->sequence = n % 7;
  entry->remind = n % 3 == 0 ? (int) n : -1;
  entry->status = g_strdup (kind == 4 ? "open" : n % 2 != 0 ? "active" : "idea");
  if (kind == 4)
    {
      VecheCalendarGuest *owner = n % 2 != 0 ? veche_calendar_entry_add_guest (entry) : NULL;

      entry->snoozed = n % 3 == 0 ? g_strdup (day) : NULL;

      for (guint i = 0; i < n % 4; i++)
        veche_calendar_entry_add_item (entry, i == 0 ? "Зал; ключ, «ё» \\n 字字字字字字字字字字字字字字字字字字字字字字字字字字字" : "b: c", i % 2 == 0);
      if (owner != NULL)
        {
          owner->member_uid = g_strdup_printf ("m%u", n);
          owner->name = g_strdup ("Анна \"Ё\"; b");
          owner->email = n % 3 != 0 ? g_strdup ("anna@example.org") : NULL;
        }
      return entry;
    }
  entry->ends = kind == 1 ? veche_when_add_days (day, n % 2 != 0 ? 3 : 0) : veche_when_add_minutes (entry->starts, 60 + (int) n * 9);
  entry->place = g_strdup ("Дом, зал 2");
  entry->link = g_strdup ("https://example.org/?a=1,2;3");
  entry->online = n % 2;
  entry->capacity = n;
  if (kind >= 2)
    {
      g_auto (GStrv) times = NULL;

      entry->rrule = g_strdup (kind == 2 ? "FREQ=WEEKLY;COUNT=10" : "FREQ=DAILY;UNTIL=20301231T000000Z");
      times = veche_when_recur (entry->rrule, entry->starts, entry->tz, NULL, NULL, 4);
      g_ptr_array_add (entry->skipped, g_strdup (times[3]));
      g_ptr_array_add (entry->skipped, g_strdup (times[1]));
    }

  return entry;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_calendar_entry_free);
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (VecheIcs) ics = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_ptr_array_add (entries, random_entry (rand, i));
      veche_calendar_entry_tidy (entries->pdata[i]);
    }
  text = veche_ics_write (entries);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  ics = read_text (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ics->refused->len, ==, 0);
  g_assert_cmpuint (ics->entries->len, ==, N_ENTRIES);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      VecheCalendarEntry *before = entries->pdata[i], *after = ics->entries->pdata[i];
      g_auto (GStrv) differing = veche_calendar_entry_compare (before, after);
      g_autofree char *fields = differing != NULL ? g_strjoinv (" ", differing) : NULL;

      g_assert_cmpstr (fields, ==, NULL);
      g_assert_cmpstr (after->uid, ==, before->uid);
      g_assert_cmpint (after->sequence, ==, before->sequence);
      g_assert_cmpuint (after->lost->len, ==, 0);
      g_assert_true (veche_calendar_entry_same_items (before, after));
      g_assert_cmpuint (after->guests->len, ==, before->guests->len);
    }
  again = veche_ics_write (ics->entries);
  g_assert_cmpstr (again, ==, text);
}

/* A checklist is merged as one, and is not taken away by whoever does not know it. */
static void
test_checklist (void)
{
  g_autoptr (VecheCalendarEntry) ours = veche_calendar_entry_new (TRUE), theirs = veche_calendar_entry_new (TRUE), base = veche_calendar_entry_new (TRUE);
  g_autofree char *empty = veche_calendar_entry_digest (ours), *one = NULL, *done = NULL;
  g_auto (GStrv) nothing = NULL, checklist = NULL;

  veche_calendar_entry_add_item (ours, "tea", FALSE);
  one = veche_calendar_entry_digest (ours);
  nothing = veche_calendar_entry_compare (ours, theirs);
  g_assert_null (nothing);
  g_assert_true (veche_calendar_entry_merge (theirs, ours, base));
  g_assert_true (veche_calendar_entry_same_items (ours, theirs));
  veche_calendar_entry_add_item (base, "tea", FALSE);
  ((VecheCalendarItem *) theirs->items->pdata[0])->done = TRUE;
  g_assert_false (veche_calendar_entry_merge (theirs, ours, base));
  checklist = veche_calendar_entry_compare (ours, theirs);
  g_assert_cmpstr (checklist[0], ==, "checklist");
  g_assert_null (checklist[1]);
  done = veche_calendar_entry_digest (theirs);
  g_assert_cmpstr (empty, !=, one);
  g_assert_cmpstr (one, !=, done);
}

/* Put off here or there: a day, whose morning others ring on; the reminder it comes instead of is heard. */
static void
test_snooze (void)
{
#define ALARM(lines) "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\n" lines "END:VALARM\n"
  static const struct { const char *lines, *day; int remind; guint kept; } cases[] = {
    /* Elsewhere, for the evening in UTC: the next day in Moscow.  Its first alarm stays what it was. */
    { ALARM ("UID:a\nACKNOWLEDGED:20261120T060000Z\nTRIGGER;RELATED=END:-PT1H\n") ALARM ("RELATED-TO;RELTYPE=SNOOZE:a\nTRIGGER;VALUE=DATE-TIME:20261124T220000Z\n"),
      "2026-11-25", 60, 0 },
    { ALARM ("RELATED-TO;RELTYPE=SNOOZE:a\nTRIGGER;VALUE=DATE-TIME:20261124T220000Z\n"), "2026-11-25", -1, 0 },
    /* Ours, read in another zone, and moved by somebody. */
    { ALARM ("TRIGGER;VALUE=DATE-TIME:20261124T220000Z\nX-VECHE-SNOOZED;X-VECHE-AT=20261124T220000Z:2026-11-24\n"), "2026-11-24", -1, 0 },
    { ALARM ("TRIGGER;VALUE=DATE-TIME:20261126T060000Z\nX-VECHE-SNOOZED;X-VECHE-AT=20261124T220000Z:2026-11-24\n"), "2026-11-26", -1, 0 },
    /* Not a moment, no snooze, nonsense. */
    { ALARM ("RELATED-TO;RELTYPE=SNOOZE:a\nTRIGGER:PT10M\n"), NULL, -1, 1 },
    { ALARM ("TRIGGER;VALUE=DATE-TIME:20261124T220000Z\n"), NULL, -1, 1 },
    { ALARM ("X-VECHE-SNOOZED:2026-11-24\nTRIGGER;VALUE=DATE-TIME:99999999T000000Z\n"), NULL, -1, 1 },
    { ALARM ("X-VECHE-SNOOZED;X-VECHE-AT=20261124T060000Z:soon\nTRIGGER;VALUE=DATE-TIME:20261124T060000Z\n"), "2026-11-24", -1, 0 },
  };
  g_autoptr (VecheCalendarEntry) ours = veche_calendar_entry_new (TRUE), theirs = veche_calendar_entry_new (TRUE), base = veche_calendar_entry_new (TRUE);
  g_autofree char *digest = NULL, *empty = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nSUMMARY:x\nDUE;TZID=Europe/Moscow:20261120T100000\n%sEND:VTODO\nEND:VCALENDAR\n",
                                               cases[i].lines);
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheIcs) ics = read_text (text, -1, &error), again = NULL;
      g_autofree char *written = NULL;
      const VecheCalendarEntry *entry;

      g_assert_no_error (error);
      entry = ics->entries->pdata[0];
      g_test_message ("case %zu", i);
      g_assert_cmpstr (entry->snoozed, ==, cases[i].day);
      g_assert_cmpint (entry->remind, ==, cases[i].remind);
      g_assert_cmpuint (entry->kept->len, ==, cases[i].kept);
      written = veche_ics_write (ics->entries);
      again = read_text (written, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (((VecheCalendarEntry *) again->entries->pdata[0])->snoozed, ==, cases[i].day);
    }
#undef ALARM

  empty = veche_calendar_entry_digest (ours);
  ours->snoozed = g_strdup ("2026-11-25");
  digest = veche_calendar_entry_digest (ours);
  g_assert_cmpstr (empty, !=, digest);
  g_assert_true (veche_calendar_entry_merge (theirs, ours, base));
  g_assert_cmpstr (theirs->snoozed, ==, "2026-11-25");
  base->snoozed = g_strdup ("2026-11-25");
  g_clear_pointer (&theirs->snoozed, g_free);
  g_assert_false (veche_calendar_entry_merge (theirs, ours, base));
  g_assert_null (theirs->snoozed);
}

/* Zones that only their file knows: found by what their clocks show, or the entry is refused. */
static void
test_own_zones (void)
{
#define PART(kind, start, from, to, rest) "BEGIN:" kind "\nDTSTART:" start "\nTZOFFSETFROM:" from "\nTZOFFSETTO:" to "\n" rest "END:" kind "\n"
  static const struct { const char *zone, *found, *starts; } cases[] = {
    { PART ("STANDARD", "19700101T000000", "+0545", "+0545", ""), "Asia/Kathmandu", "2027-07-10T19:00" },
    { PART ("STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n")
      PART ("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"), "Europe/Berlin", "2027-07-10T19:00" },
    { PART ("DAYLIGHT", "20070311T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n")
      PART ("STANDARD", "20071104T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n"), "America/New_York", "2027-07-10T19:00" },
    /* As it was until 2014, and since. */
    { PART ("DAYLIGHT", "20100328T020000", "+0300", "+0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20100327T230000Z\n")
      PART ("STANDARD", "20141026T020000", "+0400", "+0300", ""), "Europe/Moscow", "2027-07-10T19:00" },
    /* Of nowhere, of no use, made to take long. */
    { PART ("STANDARD", "19700101T000000", "+0117", "+0117", ""), NULL, NULL },
    { "", NULL, NULL },
    { PART ("STANDARD", "19700101T000000", "+9999", "+0300", ""), NULL, NULL },
    { PART ("STANDARD", "19700101T000000", "+0300", "+0300", "RRULE:FREQ=SECONDLY\n"), NULL, NULL },
    { PART ("STANDARD", "19709999T000000", "+0300", "+0300", ""), NULL, NULL },
  };
#undef PART

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Club Time\n%sEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\nSUMMARY:x\n"
                                               "DTSTART;TZID=Club Time:20270710T190000\nEND:VEVENT\nEND:VCALENDAR\n", cases[i].zone);
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheIcs) ics = read_text (text, -1, &error);
      const VecheCalendarEntry *entry;

      g_assert_no_error (error);
      g_test_message ("case %zu", i);
      g_assert_cmpuint (ics->entries->len, ==, cases[i].found != NULL);
      g_assert_cmpuint (ics->refused->len, ==, cases[i].found == NULL);
      if (cases[i].found == NULL)
        continue;
      entry = ics->entries->pdata[0];
      g_assert_cmpint (veche_when_instant (entry->starts, entry->tz), ==, veche_when_instant (cases[i].starts, cases[i].found));
      g_assert_cmpstr (entry->starts, ==, cases[i].starts);
    }
}

/* Refused whole, or in part, in words; never more than that. */
static void
test_hostile (void)
{
  static const struct { const char *text; int code; } cases[] = {
    { "", VECHE_EXCHANGE_ERROR_EMPTY },
    { "<html>", VECHE_EXCHANGE_ERROR_FOREIGN },
    { "BEGIN:VCALENDAR\nX:\xff\xfe\nEND:VCALENDAR\n", VECHE_EXCHANGE_ERROR_ENCODING },
    { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", VECHE_EXCHANGE_ERROR_DAMAGED },
    { "BEGIN:VCALENDAR\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\n", VECHE_EXCHANGE_ERROR_DAMAGED },
  };
  static const char *const refused[] = {
    "SUMMARY:x", "SUMMARY:x\nDTSTART:20279999", "DTSTART:20270101T100000Z", "SUMMARY:x\nDTSTART;TZID=/etc/passwd:20270101T100000",
    "SUMMARY:x\nDTSTART:20270101\nRRULE:FREQ=DAILY;COUNT=999999999", "SUMMARY:x\nDTSTART:20270101\nRRULE:FREQ=SECONDLY",
    "SUMMARY:x\nDTSTART:20270102T100000Z\nDTEND:20270101T100000Z", "SUMMARY:x\nDTSTART:20270101\nDURATION:P99999999D",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheIcs) ics = read_text (cases[i].text, -1, &error);

      g_assert_null (ics);
      g_assert_error (error, VECHE_EXCHANGE_ERROR, cases[i].code);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n%s\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nSUMMARY:good\n"
                                               "DTSTART:20270101\nEND:VEVENT\nBEGIN:VEVENT\nUID:c\nSUMM", refused[i]);
      g_autoptr (VecheIcs) ics = read_text (text, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (ics->entries->len, ==, 1);
      g_assert_cmpuint (ics->refused->len, ==, 2);
      g_assert_true (ics->truncated);
    }
}

/* Guests without a name or an address are written as far as they are known, and those of whom nothing is known are not. */
static void
test_strangers (void)
{
  static const char text[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20270101\nATTENDEE:mailto:anna@club.example\nATTENDEE;CN=Nobody:x:y\n"
                             "END:VEVENT\nBEGIN:VTODO\nUID:b\nSUMMARY:y\nATTENDEE:mailto:anna@club.example\nEND:VTODO\nEND:VCALENDAR\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheIcs) ics = read_text (text, -1, &error);
  g_autofree char *written = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (((VecheCalendarEntry *) ics->entries->pdata[0])->guests->len, ==, 2);
  written = veche_ics_write (ics->entries);
  parts = g_strsplit (written, "ATTENDEE;ROLE", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_null (strstr (written, "Nobody"));
}

/* A million lines, and one line folded a million times: read within bounds, or cancelled. */
static void
test_bombs (void)
{
  static const char *const lines[] = { "X-A:b\n", " b\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20270101\nDESCRIPTION:d\n");
      g_autoptr (VecheIcs) ics = NULL, none = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      for (guint n = 0; n < 1000000; n++)
        g_string_append (text, lines[i]);
      g_string_append (text, "END:VEVENT\nEND:VCALENDAR\n");
      bytes = g_bytes_new (text->str, text->len);
      ics = veche_ics_read (bytes, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ics->entries->len, ==, 1);
      g_assert_cmpuint (((VecheCalendarEntry *) ics->entries->pdata[0])->lost->len, >, 0);
      g_cancellable_cancel (cancellable);
      none = veche_ics_read (bytes, cancellable, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* RFC 5545, 3.1: simple programs fold between bytes, in the middle of a letter, too. */
static void
test_folded_letters (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:\xd0\r\n \x92\xd0\xb5\xd1\r\n \x87\xd0\xb5\r\nDTSTART:20270101\r\n"
                             "END:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheIcs) ics = read_text (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ics->entries->len, ==, 1);
  g_assert_cmpstr (((VecheCalendarEntry *) ics->entries->pdata[0])->title, ==, "Вече");
}

static void
add_entries (GString *text, guint n, const char *format)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%05u", i);
      g_auto (GStrv) parts = g_strsplit (format, "#", -1);
      g_autofree char *lines = g_strjoinv (number, parts);

      g_string_append_printf (text, "BEGIN:VEVENT\nSUMMARY:x\n%s\nEND:VEVENT\n", lines);
    }
}

static char *
many_names (void)
{
  GString *lines = g_string_new ("UID:#\nDTSTART:20270101T100000Z");

  for (guint i = 0; i < 1900; i++)
    g_string_append_printf (lines, "\nX-STRANGE-%04u:x", i);

  return g_string_free (lines, FALSE);
}

/* What is many and differs is not compared each with each: that took minutes. */
static void
test_many_of_a_kind (void)
{
  static const guint n = 40000;
  g_autofree char *slashes = g_strnfill (60000, '/');
  g_autofree char *far = g_strdup_printf ("UID:#\nDTSTART;TZID=a%s#:20270101T100000", slashes), *strange = many_names ();
  const struct { guint n; const char *format; gboolean good; } cases[] = {
    { n, "UID:#\nDTSTART;TZID=Nowhere#:20270101T100000", FALSE },
    { 400, far, FALSE },
    { n, "UID:series\nDTSTART:20270101T100000Z\nRECURRENCE-ID:20270101T100000Z\nSEQUENCE:#", TRUE },
    { 100, strange, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:series\nSUMMARY:x\nDTSTART:20200101T100000Z\nRRULE:FREQ=DAILY\n");
      g_autoptr (VecheIcs) ics = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GDateTime) day = g_date_time_new_utc (2020, 1, 1, 10, 0, 0);
      gint64 began;

      for (guint j = 0; j < 4000; j++)
        {
          g_autoptr (GDateTime) skipped = g_date_time_add_days (day, (int) j);
          g_autofree char *line = g_date_time_format (skipped, "EXDATE:%Y%m%dT%H%M%SZ\n");

          g_string_append (text, line);
        }
      g_string_append (text, "END:VEVENT\n");
      add_entries (text, cases[i].n, cases[i].format);
      g_string_append (text, "END:VCALENDAR\n");
      began = g_get_monotonic_time ();
      ics = read_text (text->str, (gssize) text->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ics->entries->len, ==, cases[i].good ? cases[i].n + 1 : 1);
      g_assert_cmpuint (((VecheCalendarEntry *) ics->entries->pdata[ics->entries->len - 1])->kept->len, <=, VECHE_CALENDAR_MOST_NOTES);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ics/round-trip", test_round_trip);
  g_test_add_func ("/ics/checklist", test_checklist);
  g_test_add_func ("/ics/snooze", test_snooze);
  g_test_add_func ("/ics/own-zones", test_own_zones);
  g_test_add_func ("/ics/hostile", test_hostile);
  g_test_add_func ("/ics/strangers", test_strangers);
  g_test_add_func ("/ics/bombs", test_bombs);
  g_test_add_func ("/ics/folded-letters", test_folded_letters);
  g_test_add_func ("/ics/many-of-a-kind", test_many_of_a_kind);

  return g_test_run ();
}
