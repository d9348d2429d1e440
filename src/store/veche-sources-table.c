/* veche-sources-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-sources-schedule.h"

#include <string.h>

#include "model/veche-change.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define WEEK (7 * G_TIME_SPAN_DAY)

void
veche_source_free (VecheSource *self)
{
  g_free (self->uid);
  g_free (self->type);
  g_free (self->name);
  g_free (self->url);
  g_free (self->words);
  g_free (self->account);
  g_free (self->account_id);
  g_free (self->cursor);
  g_free (self->error);
  g_free (self->error_text);
  g_free (self->settings);
  g_free (self->place);
  g_free (self);
}

#define SOURCE_COLUMNS                                                                                             \
  "SELECT s.id, s.uid, s.type, s.name, s.url, s.words, s.account, s.account_id, s.cursor, s.error, s.error_text,"  \
  "       s.created, s.last_run, s.last_ok, s.next_run, s.every, s.failures, s.own_server, s.paused,"              \
  "       (SELECT count (*) FROM channel AS c WHERE ?1 IS NOT NULL AND c.source_id = s.id),"                       \
  "       (SELECT count (*) FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id"                        \
  "         WHERE ?1 IS NOT NULL AND c.source_id = s.id AND i.at >= ?1),"                                          \
  "       s.settings, s.place, s.described, coalesce (s.rate_limit, -1), coalesce (s.rate_remaining, -1),"         \
  "       s.rate_reset, coalesce (s.quiet_from, -1), coalesce (s.quiet_to, -1), s.max_length, s.metered,"          \
  "       (SELECT max (k.at) FROM source_check AS k WHERE k.source_id = s.id), s.snoozed,"                         \
  "       (SELECT count (*) FROM plan_calendar_link AS l WHERE ?1 IS NOT NULL AND l.calendar = s.uid AND l.sequence = 0)" \
  "  FROM source AS s"

static VecheSource *
source_from_row (VecheStatement *row)
{
  VecheSource *self = g_new0 (VecheSource, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->type = veche_statement_dup_text (row, 2);
  self->name = veche_statement_dup_text (row, 3);
  self->url = veche_statement_dup_text (row, 4);
  self->words = veche_statement_dup_text (row, 5);
  self->account = veche_statement_dup_text (row, 6);
  self->account_id = veche_statement_dup_text (row, 7);
  self->cursor = veche_statement_dup_text (row, 8);
  self->error = veche_statement_dup_text (row, 9);
  self->error_text = veche_statement_dup_text (row, 10);
  self->created = veche_statement_int (row, 11);
  self->last_run = veche_statement_int (row, 12);
  self->last_ok = veche_statement_int (row, 13);
  self->next_run = veche_statement_int (row, 14);
  self->every = (guint) veche_statement_int (row, 15);
  self->failures = (guint) veche_statement_int (row, 16);
  self->own_server = veche_statement_int (row, 17) != 0;
  self->paused = veche_statement_int (row, 18) != 0;
  self->n_channels = (guint) veche_statement_int (row, 19);
  self->week_interactions = (guint) veche_statement_int (row, 20);
  self->settings = veche_statement_dup_text (row, 21);
  self->place = veche_statement_dup_text (row, 22);
  self->described = veche_statement_int (row, 23);
  self->rate_limit = veche_statement_int (row, 24);
  self->rate_remaining = veche_statement_int (row, 25);
  self->rate_reset = veche_statement_int (row, 26);
  self->quiet_from = (int) veche_statement_int (row, 27);
  self->quiet_to = (int) veche_statement_int (row, 28);
  self->max_length = (guint) veche_statement_int (row, 29);
  self->metered = veche_statement_int (row, 30) != 0;
  self->checked = veche_statement_int (row, 31);
  self->snoozed = veche_statement_int (row, 32);
  self->n_entries = (guint) veche_statement_int (row, 33);

  return self;
}

/* since: interactions from then on are counted; 0: nothing is. */
static void
bind_counted (VecheStatement *row, gint64 since)
{
  if (since != 0)
    veche_statement_bind_int (row, 1, since);
  else
    veche_statement_bind_null (row, 1);
}

static GPtrArray *
list_sources (VecheDb *db, gint64 since, GError **error)
{
  static const char sql[] = SOURCE_COLUMNS " ORDER BY s.id";
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  bind_counted (row, since);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (sources, source_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&sources);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading sources: ");

  return NULL;
}

GPtrArray *
veche_sources_list (VecheDb *db, GError **error)
{
  return list_sources (db, veche_now () - WEEK, error);
}

GPtrArray *
veche_sources_list_plain (VecheDb *db, GError **error)
{
  return list_sources (db, 0, error);
}

static VecheSource *
load_source (VecheDb *db, const char *uid, gint64 since, GError **error)
{
  static const char sql[] = SOURCE_COLUMNS " WHERE s.uid = ?2 OR s.name = ?2 ORDER BY s.uid = ?2 DESC LIMIT 2";
  g_autoptr (GError) local = NULL;
  g_autoptr (VecheSource) source = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  bind_counted (row, since);
  veche_statement_bind_text (row, 2, uid);
  if (veche_statement_step (row, &local))
    source = source_from_row (row);
  if (source != NULL && !g_str_equal (source->uid, uid) && veche_statement_step (row, &local))
    {
      veche_statement_reset (row);
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "Several sources are called “%s”: say which by the uid", uid);
      return NULL;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (source == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no source “%s”", uid);
      return NULL;
    }
  veche_statement_reset (row);

  return g_steal_pointer (&source);
}

VecheSource *
veche_sources_load (VecheDb *db, const char *uid, GError **error)
{
  return load_source (db, uid, veche_now () - WEEK, error);
}

VecheSource *
veche_sources_load_plain (VecheDb *db, const char *uid, GError **error)
{
  return load_source (db, uid, 0, error);
}

const char *
veche_sources_edit_add (VecheEdit *edit, const char *type, const char *name, const char *url, const char *words, gboolean own_server)
{
  const char *uid = veche_edit_insert (edit, "source");

  veche_edit_set_text (edit, "source", uid, "type", type);
  veche_edit_set_text (edit, "source", uid, "name", name);
  veche_edit_set_text (edit, "source", uid, "url", url);
  veche_edit_set_text (edit, "source", uid, "words", words != NULL && *words != '\0' ? words : NULL);
  veche_edit_set_int (edit, "source", uid, "own_server", own_server);
  veche_edit_set_int (edit, "source", uid, "created", veche_now ());

  return uid;
}

/*** After a run ***/

/* It went as the last time: only when is new. */
static gboolean
is_nothing_new (VecheDb *db, const VecheSourceReport *report)
{
  static const char sql[] = "SELECT 1 FROM source WHERE id = ?1 AND error IS ?2 AND last_ok > 0 AND account_id IS coalesce (?3, account_id)"
                            "   AND account IS coalesce (?4, account)";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean same;

  veche_statement_bind_int (row, 1, report->source_id);
  veche_statement_bind_text (row, 2, report->error);
  veche_statement_bind_text (row, 3, report->account_id);
  veche_statement_bind_text (row, 4, report->account);
  same = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return same;
}

/* Each source is asked every few minutes, or seconds: what shows its messages does not look again for that. */
static gboolean
run_unsung (VecheDb *db, VecheStatement *row, gboolean unsung, GError **error)
{
  gboolean ok;

  veche_db_tell_as (db, unsung ? VECHE_CHANGE_ASKED : NULL);
  ok = veche_statement_run (row, error);
  veche_db_tell_as (db, NULL);

  return ok;
}

gboolean
veche_sources_report (VecheDb *db, const VecheSourceReport *report, GError **error)
{
  static const char sql[] =
    "UPDATE source SET cursor = coalesce (?2, cursor), account_id = coalesce (?3, account_id), account = coalesce (?4, account),"
    "       error = ?5, error_text = ?6, next_run = ?7, last_run = ?8,"
    "       last_ok = CASE WHEN ?5 IS NULL THEN ?8 ELSE last_ok END,"
    "       failures = CASE WHEN ?5 IS NULL THEN 0 ELSE failures + 1 END,"
    "       rate_limit = CASE WHEN ?11 > 0 THEN ?9 ELSE rate_limit END,"
    "       rate_remaining = CASE WHEN ?11 > 0 THEN ?10 ELSE rate_remaining END,"
    "       rate_reset = CASE WHEN ?11 > 0 THEN ?11 ELSE rate_reset END"
    " WHERE id = ?1";
  gboolean unsung = is_nothing_new (db, report);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, report->source_id);
  veche_statement_bind_text (row, 2, report->cursor);
  veche_statement_bind_text (row, 3, report->account_id);
  veche_statement_bind_text (row, 4, report->account);
  veche_statement_bind_text (row, 5, report->error);
  veche_statement_bind_text (row, 6, report->error_text);
  veche_statement_bind_int (row, 7, report->next_run);
  veche_statement_bind_int (row, 8, veche_now ());
  veche_statement_bind_int (row, 9, report->rate_limit);
  veche_statement_bind_int (row, 10, report->rate_remaining);
  veche_statement_bind_int (row, 11, report->rate_reset);

  return run_unsung (db, row, unsung, error);
}

gboolean
veche_sources_set_next_run (VecheDb *db, gint64 source_id, gint64 next_run, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "UPDATE source SET next_run = ?2 WHERE id = ?1");

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_int (row, 2, next_run);

  return run_unsung (db, row, TRUE, error);
}

gboolean
veche_sources_set_described (VecheDb *db, gint64 source_id, gint64 described, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "UPDATE source SET described = ?2 WHERE id = ?1");

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_int (row, 2, described);

  return veche_statement_run (row, error);
}

gboolean
veche_sources_set_members (VecheDb *db, gint64 source_id, const char *cursor, GError **error)
{
  static const char sql[] =
    "UPDATE source SET members_cursor = ?2, members_read = CASE WHEN ?2 IS NULL THEN ?3 ELSE members_read END WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_text (row, 2, cursor);
  veche_statement_bind_int (row, 3, veche_now ());

  return veche_statement_run (row, error);
}

char *
veche_sources_dup_members_cursor (VecheDb *db, gint64 source_id)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT members_cursor FROM source WHERE id = ?1");
  char *cursor = NULL;

  veche_statement_bind_int (row, 1, source_id);
  if (veche_statement_step (row, NULL))
    cursor = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return cursor;
}

/*** What can't be seen there ***/

void
veche_source_notice_free (VecheSourceNotice *self)
{
  g_free (self->code);
  g_free (self->about);
  g_free (self);
}

GPtrArray *
veche_sources_notices (VecheDb *db, gint64 source_id, GError **error)
{
  static const char sql[] = "SELECT code, about, seen FROM source_notice WHERE source_id = ?1 ORDER BY id";
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_notice_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, source_id);
  while (veche_statement_step (row, &local))
    {
      VecheSourceNotice *notice = g_new0 (VecheSourceNotice, 1);

      notice->code = veche_statement_dup_text (row, 0);
      notice->about = veche_statement_dup_text (row, 1);
      notice->seen = veche_statement_int (row, 2);
      g_ptr_array_add (notices, notice);
    }
  if (local == NULL)
    return g_steal_pointer (&notices);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
source_describe (VecheDb *db, gint64 source_id, VecheBatch *batch, gint64 now, GError **error)
{
  static const char clear[] = "DELETE FROM source_notice WHERE source_id = ?1 AND seen < ?2";
  static const char sql[] = "UPDATE source SET place = coalesce (?2, place), max_length = ?3, described = ?4 WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, clear);
  guint max_length;

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_int (row, 2, now);
  if (!veche_statement_run (row, error))
    return FALSE;

  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_text (row, 2, veche_batch_get_place (batch, &max_length));
  veche_statement_bind_int (row, 3, max_length);
  veche_statement_bind_int (row, 4, now);

  return veche_statement_run (row, error);
}

gboolean
veche_sources_note (VecheDb *db, gint64 source_id, VecheBatch *batch, gboolean whole, GError **error)
{
  static const char sql[] = "INSERT INTO source_notice (source_id, code, about, seen) VALUES (?1, ?2, ?3, ?4)"
                            " ON CONFLICT (source_id, code, about) DO UPDATE SET seen = excluded.seen";
  gint64 now = veche_now ();
  guint n;
  const VecheNotice *notices = veche_batch_get_notices (batch, &n);

  for (guint i = 0; i < n; i++)
    {
      VecheStatement *row = veche_db_prepare (db, sql);

      veche_statement_bind_int (row, 1, source_id);
      veche_statement_bind_text (row, 2, notices[i].code);
      veche_statement_bind_text (row, 3, notices[i].about != NULL ? notices[i].about : "");
      veche_statement_bind_int (row, 4, now);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return !whole || source_describe (db, source_id, batch, now, error);
}
