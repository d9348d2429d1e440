/* veche-sources-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-sources-table.h"

#include <string.h>

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
  g_free (self);
}

#define SOURCE_COLUMNS                                                                                             \
  "SELECT s.id, s.uid, s.type, s.name, s.url, s.words, s.account, s.account_id, s.cursor, s.error, s.error_text,"  \
  "       s.created, s.last_run, s.last_ok, s.next_run, s.every, s.failures, s.own_server, s.paused,"              \
  "       (SELECT count (*) FROM channel AS c WHERE c.source_id = s.id),"                                          \
  "       (SELECT count (*) FROM channel AS c JOIN interaction AS i ON i.channel_id = c.id"                        \
  "         WHERE c.source_id = s.id AND i.at >= ?1)"                                                              \
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

  return self;
}

GPtrArray *
veche_sources_list (VecheDb *db, GError **error)
{
  static const char sql[] = SOURCE_COLUMNS " ORDER BY s.id";
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now () - WEEK);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (sources, source_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&sources);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading sources: ");

  return NULL;
}

VecheSource *
veche_sources_load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = SOURCE_COLUMNS " WHERE s.uid = ?2 OR s.name = ?2 ORDER BY s.uid = ?2 DESC LIMIT 2";
  g_autoptr (GError) local = NULL;
  g_autoptr (VecheSource) source = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now () - WEEK);
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

gboolean
veche_sources_report (VecheDb *db, gint64 id, const char *cursor, const char *account_id, const char *account,
                      const char *error_nick, const char *error_text, gint64 next_run, GError **error)
{
  static const char sql[] =
    "UPDATE source SET cursor = coalesce (?2, cursor), account_id = coalesce (?3, account_id), account = coalesce (?4, account),"
    "       error = ?5, error_text = ?6, next_run = ?7, last_run = ?8,"
    "       last_ok = CASE WHEN ?5 IS NULL THEN ?8 ELSE last_ok END,"
    "       failures = CASE WHEN ?5 IS NULL THEN 0 ELSE failures + 1 END"
    " WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, cursor);
  veche_statement_bind_text (row, 3, account_id);
  veche_statement_bind_text (row, 4, account);
  veche_statement_bind_text (row, 5, error_nick);
  veche_statement_bind_text (row, 6, error_text);
  veche_statement_bind_int (row, 7, next_run);
  veche_statement_bind_int (row, 8, veche_now ());

  return veche_statement_run (row, error);
}

/* The spans of its channels, laid over one another: a stretch that no channel covers is a gap. */
GArray *
veche_sources_coverage (VecheDb *db, gint64 source_id, gint64 since, GError **error)
{
  static const char sql[] =
    "SELECT v.since, v.until FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id"
    " WHERE c.source_id = ?1 AND v.until >= ?2 ORDER BY v.since, v.until";
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (VecheSpan));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, source_id);
  veche_statement_bind_int (row, 2, since);
  while (veche_statement_step (row, &local))
    {
      VecheSpan span = { MAX (veche_statement_int (row, 0), since), veche_statement_int (row, 1) };
      VecheSpan *last = spans->len > 0 ? &g_array_index (spans, VecheSpan, spans->len - 1) : NULL;

      if (last != NULL && span.since <= last->until)
        last->until = MAX (last->until, span.until);
      else
        g_array_append_val (spans, span);
    }
  if (local == NULL)
    return g_steal_pointer (&spans);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
