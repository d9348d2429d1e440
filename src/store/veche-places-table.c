/* veche-places-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-places-table.h"

#include <string.h>

#include "model/veche-spans.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-statement.h"

gboolean
veche_source_is_place (VecheSource *source)
{
  return g_strcmp0 (source->type, "place") == 0;
}

gboolean
veche_source_is_calendar (VecheSource *source)
{
  return g_strcmp0 (source->type, "caldav") == 0 || g_strcmp0 (source->type, "ical") == 0;
}

gint64
veche_place_due (VecheSource *source)
{
  gint64 due = source->checked != 0 ? source->checked + (gint64) source->every * G_USEC_PER_SEC : source->created;

  return MAX (due, source->snoozed);
}

int
veche_place_days (VecheSource *source, gint64 now)
{
  g_autoptr (GDateTime) due = g_date_time_new_from_unix_local (veche_place_due (source) / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  GDate a, b;

  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (today), (GDateMonth) g_date_time_get_month (today), (GDateYear) g_date_time_get_year (today));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (due), (GDateMonth) g_date_time_get_month (due), (GDateYear) g_date_time_get_year (due));

  return g_date_days_between (&a, &b);
}

/*** A look ***/

static char *
places_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "");
}

/* The uid that sql finds with up to three texts. (transfer full) (nullable) */
static char *
places_find (VecheDb *db, const char *sql, const char *first, const char *second, const char *third)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, first);
  if (second != NULL)
    veche_statement_bind_text (row, 2, second);
  if (third != NULL)
    veche_statement_bind_text (row, 3, third);
  if (veche_statement_step (row, NULL))
    uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

static char *
places_channel (VecheDb *db, VecheEdit *edit, VecheSource *source, const char *host)
{
  static const char sql[] = "SELECT uid FROM channel WHERE platform = 'web' AND instance = ?1 AND remote_id = ?2";
  g_autofree char *uid = places_find (db, sql, host, source->url, NULL);

  if (uid != NULL)
    return g_steal_pointer (&uid);

  uid = g_strdup (veche_edit_insert (edit, "channel"));
  veche_edit_set_text (edit, "channel", uid, "platform", "web");
  veche_edit_set_text (edit, "channel", uid, "instance", host);
  veche_edit_set_text (edit, "channel", uid, "remote_id", source->url);
  veche_edit_set_ref (edit, "channel", uid, "source_id", source->uid);
  veche_edit_set_text (edit, "channel", uid, "name", source->name);
  veche_edit_set_text (edit, "channel", uid, "kind", "group");
  veche_edit_set_text (edit, "channel", uid, "url", source->url);

  return g_steal_pointer (&uid);
}

/* Who is known by that name: one member, or the one of this place; else somebody new, who is known by it from here on. */
static void
places_author (VecheDb *db, VecheEdit *edit, VecheSource *source, const char *host, const char *who, char **member, char **identity)
{
  static const char known[] = "SELECT m.uid FROM member AS m WHERE m.name = ?1 AND m.archived = 0 AND m.merged_into_id IS NULL"
                              " GROUP BY m.name HAVING count (*) = 1";
  static const char there[] = "SELECT uid FROM identity WHERE platform = 'web' AND instance = ?1 AND remote_id = ?2";
  static const char whose[] = "SELECT m.uid FROM identity AS i JOIN member AS m ON m.id = i.member_id WHERE i.uid = ?1";
  g_autofree char *remote = g_strconcat ("name:", who, NULL);

  *identity = places_find (db, there, host, remote, NULL);
  *member = *identity != NULL ? places_find (db, whose, *identity, NULL, NULL) : places_find (db, known, who, NULL, NULL);
  if (*member != NULL)
    return;

  *member = g_strdup (veche_edit_insert (edit, "member"));
  veche_edit_set_text (edit, "member", *member, "name", who);
  veche_edit_set_text (edit, "member", *member, "origin", source->name);
  veche_edit_set_int (edit, "member", *member, "created", veche_now ());
  *identity = g_strdup (veche_edit_insert (edit, "identity"));
  veche_edit_set_ref (edit, "identity", *identity, "member_id", *member);
  veche_edit_set_text (edit, "identity", *identity, "platform", "web");
  veche_edit_set_text (edit, "identity", *identity, "instance", host);
  veche_edit_set_text (edit, "identity", *identity, "remote_id", remote);
  veche_edit_set_text (edit, "identity", *identity, "display_name", who);
}

static void
places_edit_found (VecheDb *db, VecheEdit *edit, VecheSource *source, const VecheFound *found, gint64 at)
{
  g_autofree char *host = places_host (source->url);
  g_autofree char *channel = places_channel (db, edit, source, host);
  g_autofree char *member = NULL;
  g_autofree char *identity = NULL;
  const char *uid = veche_edit_insert (edit, "interaction"), *mention;

  if (found->who != NULL && *found->who != '\0')
    places_author (db, edit, source, host, found->who, &member, &identity);
  veche_edit_set_text (edit, "interaction", uid, "kind", "message");
  veche_edit_set_int (edit, "interaction", uid, "at", at);
  veche_edit_set_ref (edit, "interaction", uid, "channel_id", channel);
  if (identity != NULL)
    veche_edit_set_ref (edit, "interaction", uid, "identity_id", identity);
  if (member != NULL)
    veche_edit_set_ref (edit, "interaction", uid, "member_id", member);
  veche_edit_set_text (edit, "interaction", uid, "direction", "in");
  veche_edit_set_text (edit, "interaction", uid, "text", found->text);
  veche_edit_set_text (edit, "interaction", uid, "url", found->url != NULL && *found->url != '\0' ? found->url : source->url);
  mention = veche_edit_insert (edit, "triage");
  veche_edit_set_ref (edit, "triage", mention, "interaction_id", uid);
  veche_edit_set_text (edit, "triage", mention, "reason", "mention");
  veche_edit_set_int (edit, "triage", mention, "at", at);
}

gboolean
veche_places_check (VecheDb *db, const char *uid, const VecheFound *found, gint64 at, const char *actor, GError **error)
{
  g_autoptr (VecheSource) source = veche_sources_load_plain (db, uid, error);
  g_autoptr (VecheEdit) edit = NULL;
  const char *check;

  if (source == NULL)
    return FALSE;
  if (!veche_source_is_place (source))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” is read by Veche itself, it is no place to look at by hand", source->name);
      return FALSE;
    }
  if (found != NULL && (found->text == NULL || *found->text == '\0'))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "What was said there is missing");
      return FALSE;
    }

  edit = veche_edit_new ("check-place", source->name);
  check = veche_edit_insert (edit, "source_check");
  veche_edit_set_ref (edit, "source_check", check, "source_id", source->uid);
  veche_edit_set_int (edit, "source_check", check, "at", at);
  veche_edit_set_int (edit, "source_check", check, "found", found != NULL);
  if (source->snoozed != 0)
    veche_edit_set_null (edit, "source", source->uid, "snoozed");
  if (found != NULL)
    places_edit_found (db, edit, source, found, at);

  return veche_journal_apply (db, edit, actor, error) > 0;
}

void
veche_places_edit_snooze (VecheEdit *edit, const char *uid, gint64 until)
{
  veche_edit_set_int (edit, "source", uid, "snoozed", until);
}

/*** What is known of it ***/

static gint64
places_number (VecheDb *db, const char *sql, gint64 first, gint64 second)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 number = 0;

  veche_statement_bind_int (row, 1, first);
  if (second != 0)
    veche_statement_bind_int (row, 2, second);
  if (veche_statement_step (row, NULL))
    number = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return number;
}

guint
veche_places_count (VecheDb *db, gint64 source_id, gint64 since)
{
  return (guint) places_number (db, "SELECT count (*) FROM source_check WHERE source_id = ?1 AND at >= ?2", source_id, since);
}

GArray *
veche_places_coverage (VecheDb *db, VecheSource *source)
{
  gint64 first = places_number (db, "SELECT coalesce (min (at), 0) FROM source_check WHERE source_id = ?1", source->id, 0);
  VecheStretch span = { first - (gint64) source->every * G_USEC_PER_SEC, source->checked };
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (VecheStretch));

  if (first != 0)
    g_array_append_val (spans, span);

  return spans;
}
