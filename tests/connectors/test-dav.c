/* test-dav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a calendar server answers, after the examples of RFC 4791, 6578 and 5397; and entries that both sides changed.
 */

#include <string.h>

#include "connectors/veche-dav.h"
#include "model/veche-calendar-entry.h"

static GPtrArray *
parse (const char *text, char **token)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  const char *reason;
  GPtrArray *found = veche_dav_parse (body, token, &reason);

  g_assert_true ((found == NULL) == (reason != NULL));

  return found;
}

static void
test_calendars (void)
{
  static const char text[] =
    "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">"
    "<d:response><d:href>https://dav.example/ann/%D0%BA%D0%BB%D1%83%D0%B1/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
    "<d:displayname> Клуб </d:displayname><c:supported-calendar-component-set><c:comp name=\"VEVENT\"/></c:supported-calendar-component-set>"
    "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
    "<d:propstat><d:prop><d:sync-token>not this one</d:sync-token></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
    "<d:response><d:href>/ann/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype><c:calendar-home-set><d:href>/ann/</d:href></c:calendar-home-set>"
    "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    "<d:response><d:propstat/></d:response></d:multistatus>";
  g_autoptr (GPtrArray) found = parse (text, NULL);
  const VecheDavResource *club, *home;

  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 2);
  club = found->pdata[0];
  g_assert_cmpstr (club->href, ==, "/ann/%D0%BA%D0%BB%D1%83%D0%B1/");
  g_assert_cmpstr (club->name, ==, "Клуб");
  g_assert_true (club->calendar && club->events && !club->tasks && !club->writable);
  g_assert_null (club->sync_token);
  home = found->pdata[1];
  g_assert_true (home->collection && !home->calendar && home->writable);
  g_assert_cmpstr (home->home, ==, "/ann/");
}

static void
test_changes (void)
{
  static const char text[] =
    "<multistatus xmlns=\"DAV:\"><response><href>/c/1.ics</href><propstat><prop><getetag>\"a\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
    "<response><href>/c/2.ics</href><status>HTTP/1.1 404 Not Found</status></response>"
    "<response><href>/c/</href><status>HTTP/1.1 507 Insufficient Storage</status></response><sync-token>urn:2</sync-token></multistatus>";
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) found = parse (text, &token);

  g_assert_cmpstr (token, ==, "urn:2");
  g_assert_cmpstr (((VecheDavResource *) found->pdata[0])->etag, ==, "\"a\"");
  g_assert_cmpuint (((VecheDavResource *) found->pdata[1])->status, ==, 404);
  g_assert_cmpuint (((VecheDavResource *) found->pdata[2])->status, ==, 507);
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "", "not found", "<html><body/></html>", "<multistatus/>", "<multistatus xmlns=\"DAV:\"><response>",
                                       "<!DOCTYPE a [<!ENTITY b \"c\">]><multistatus xmlns=\"DAV:\">&b;</multistatus2>" };

  static const char *const same[] = { "/ann/к@x=1+.ics", "/ann/%d0%ba@x%3d1+.ics", "https://dav.example/ann/%D0%BA%40x=1%2b.ics" };
  static const char *const kept[] = { "/a%2Fb/%00/%FF~-._", "/", "/a//b" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *path = veche_dav_path (same[i]);

      g_assert_cmpstr (path, ==, "/ann/%D0%BA%40x%3D1%2B.ics");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *path = veche_dav_path (kept[i]);

      g_assert_cmpstr (path, ==, kept[i]);
    }
  g_assert_null (veche_dav_path ("//elsewhere.example/x"));
  g_assert_null (veche_dav_path ("x.ics"));
  g_assert_null (veche_dav_path (""));
}

/*** Both sides ***/

static VecheCalendarEntry *
entry_new (const char *title, const char *starts, const char *place)
{
  VecheCalendarEntry *entry = veche_calendar_entry_new (FALSE);

  entry->uid = g_strdup ("1");
  entry->title = g_strdup (title);
  entry->starts = g_strdup (starts);
  entry->tz = g_strdup ("Europe/Moscow");
  entry->place = g_strdup (place);

  return entry;
}

static void
test_merge (void)
{
  static const struct { const char *base[3], *ours[3], *theirs[3], *both[3]; gboolean kept; } cases[] = {
    { { "A", "2026-12-01T10:00", "x" }, { "A", "2026-12-01T10:00", "x" }, { "B", "2026-12-01T10:00", "x" }, { "B", "2026-12-01T10:00", "x" }, FALSE },
    { { "A", "2026-12-01T10:00", "x" }, { "A", "2026-12-02T10:00", "x" }, { "B", "2026-12-01T10:00", "x" }, { "B", "2026-12-02T10:00", "x" }, TRUE },
    { { "A", "2026-12-01T10:00", "x" }, { "C", "2026-12-01T10:00", "x" }, { "B", "2026-12-01T10:00", NULL }, { "B", "2026-12-01T10:00", NULL }, FALSE },
    { { "A", "2026-12-01T10:00", "x" }, { "A", "2026-12-01T10:00", NULL }, { "A", "2026-12-03T10:00", "x" }, { "A", "2026-12-03T10:00", NULL }, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheCalendarEntry) base = entry_new (cases[i].base[0], cases[i].base[1], cases[i].base[2]);
      g_autoptr (VecheCalendarEntry) ours = entry_new (cases[i].ours[0], cases[i].ours[1], cases[i].ours[2]);
      g_autoptr (VecheCalendarEntry) theirs = entry_new (cases[i].theirs[0], cases[i].theirs[1], cases[i].theirs[2]);

      g_assert_cmpint (veche_calendar_entry_merge (theirs, ours, base), ==, cases[i].kept);
      g_assert_cmpstr (theirs->title, ==, cases[i].both[0]);
      g_assert_cmpstr (theirs->starts, ==, cases[i].both[1]);
      g_assert_cmpstr (theirs->place, ==, cases[i].both[2]);
    }
}

/* An agenda stands among the categories; one that was given here stays, one that is there is not sent again. */
static void
test_merge_agenda (void)
{
  for (int there = 0; there < 2; there++)
    {
      g_autoptr (VecheCalendarEntry) base = entry_new ("A", "2026-12-01", NULL), ours = entry_new ("A", "2026-12-01", NULL), theirs = entry_new ("B", "2026-12-01", NULL);

      ours->agenda = g_strdup ("Общее дело");
      g_ptr_array_add (base->categories, g_strdup (there ? "общее дело" : "Work"));
      g_ptr_array_add (theirs->categories, g_strdup (there ? "общее дело" : "Work"));
      g_assert_cmpint (veche_calendar_entry_merge (theirs, ours, base), ==, !there);
      g_assert_cmpstr (theirs->agenda, ==, "Общее дело");
      g_assert_cmpuint (theirs->categories->len, ==, there ? 0 : 1);
    }
}

static void
test_same_day (void)
{
  g_autoptr (VecheCalendarEntry) ours = entry_new ("A", "2026-12-01T10:00", NULL), theirs = entry_new ("A", "2026-12-01T10:00", NULL);
  g_autofree char *before = veche_calendar_entry_digest (ours), *after = NULL;

  g_assert_true (veche_calendar_entry_is_same (ours, theirs));
  ours->recurs = g_strdup ("2026-12-01T10:00");
  ours->recurs_tz = g_strdup ("Europe/Moscow");
  g_assert_false (veche_calendar_entry_is_same (ours, theirs));
  theirs->recurs = g_strdup ("2026-12-01T07:00");
  theirs->recurs_tz = g_strdup ("UTC");
  g_assert_true (veche_calendar_entry_is_same (ours, theirs));
  after = veche_calendar_entry_digest (ours);
  g_assert_cmpstr (before, !=, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/calendars", test_calendars);
  g_test_add_func ("/dav/changes", test_changes);
  g_test_add_func ("/dav/nonsense", test_nonsense);
  g_test_add_func ("/calendar/merge", test_merge);
  g_test_add_func ("/calendar/merge-agenda", test_merge_agenda);
  g_test_add_func ("/calendar/same-day", test_same_day);

  return g_test_run ();
}
