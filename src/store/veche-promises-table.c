/* veche-promises-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-promises-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MOST 500

void
veche_promise_row_free (VechePromiseRow *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->interaction_uid);
  g_free (self->mention_uid);
  g_free (self);
}

#define COLUMNS                                                                                                                  \
  "SELECT p.id, p.uid, p.text, p.member_id, m.uid, m.name, p.interaction_id, i.uid, t.uid, p.made, p.due, p.kept"                \
  "  FROM promise AS p LEFT JOIN member AS m ON m.id = p.member_id LEFT JOIN interaction AS i ON i.id = p.interaction_id"        \
  "  LEFT JOIN triage AS t ON t.interaction_id = i.id"

static VechePromiseRow *
promise_from_row (VecheStatement *row)
{
  VechePromiseRow *self = g_new0 (VechePromiseRow, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->text = veche_statement_dup_text (row, 2);
  self->member_id = veche_statement_int (row, 3);
  self->member_uid = veche_statement_dup_text (row, 4);
  self->member_name = veche_statement_dup_text (row, 5);
  self->interaction_id = veche_statement_int (row, 6);
  self->interaction_uid = veche_statement_dup_text (row, 7);
  self->mention_uid = veche_statement_dup_text (row, 8);
  self->made = veche_statement_int (row, 9);
  self->due = veche_statement_int (row, 10);
  self->kept = veche_statement_int (row, 11);

  return self;
}

static GPtrArray *
collect (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) promises = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_promise_row_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (promises, promise_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&promises);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_promises_list (VecheDb *db, VechePromisesWhich which, gint64 member_id, guint limit, GError **error)
{
  static const char open_sql[] = COLUMNS " WHERE p.kept IS NULL AND p.due <= ?1 AND (?2 = 0 OR p.member_id = ?2) ORDER BY p.due, p.id LIMIT ?3";
  static const char all_sql[] =
    COLUMNS " WHERE ?1 <> 0 AND (?2 = 0 OR p.member_id = ?2) ORDER BY p.kept IS NOT NULL, CASE WHEN p.kept IS NULL THEN p.due ELSE -p.kept END, p.id LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, which == VECHE_PROMISES_ALL ? all_sql : open_sql);

  veche_statement_bind_int (row, 1, which == VECHE_PROMISES_DUE ? veche_now () : G_MAXINT64);
  veche_statement_bind_int (row, 2, member_id);
  veche_statement_bind_int (row, 3, limit != 0 ? limit : MOST);

  return collect (row, error);
}

/* A thread is what the platform calls so, else what answers the same message or is it. */
GPtrArray *
veche_promises_of_thread (VecheDb *db, const char *interaction_uid, GError **error)
{
  static const char sql[] =
    COLUMNS
    "  JOIN interaction AS h ON h.id = ?1"
    " WHERE p.kept IS NULL AND (i.id = h.id OR i.id = h.reply_to_id OR i.reply_to_id = h.id"
    "        OR (i.reply_to_id IS NOT NULL AND i.reply_to_id = h.reply_to_id)"
    "        OR (i.channel_id = h.channel_id AND i.thread IS NOT NULL AND i.thread = h.thread))"
    " ORDER BY p.due, p.id LIMIT 20";
  gint64 id = veche_db_id_for_uid (db, "interaction", interaction_uid);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);

  return collect (row, error);
}

VechePromiseRow *
veche_promises_load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = COLUMNS " WHERE p.uid = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  VechePromiseRow *promise;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no promise “%s”", uid);
      return NULL;
    }
  promise = promise_from_row (row);
  veche_statement_reset (row);

  return promise;
}

guint
veche_promises_count_due (VecheDb *db, gint64 now, gint64 *next)
{
  static const char sql[] = "SELECT count (*) FILTER (WHERE due <= ?1), min (due) FILTER (WHERE due > ?1) FROM promise WHERE kept IS NULL";
  VecheStatement *row = veche_db_prepare (db, sql);
  guint n = 0;

  *next = 0;
  veche_statement_bind_int (row, 1, now);
  if (veche_statement_step (row, NULL))
    {
      n = (guint) veche_statement_int (row, 0);
      *next = veche_statement_int (row, 1);
    }
  veche_statement_reset (row);

  return n;
}

static char *
author_of (VecheDb *db, const char *interaction_uid)
{
  static const char sql[] =
    "SELECT m.uid FROM interaction AS i JOIN member AS m ON m.id = i.member_id WHERE i.id = ?1 AND i.direction = 'in' AND m.me = 0";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_int (row, 1, veche_db_id_for_uid (db, "interaction", interaction_uid));
  if (veche_statement_step (row, NULL))
    uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

const char *
veche_promises_edit_add (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *interaction_uid, const char *text, gint64 due, GError **error)
{
  g_autofree char *words = veche_text_tidy (text);
  g_autofree char *author = member_uid != NULL ? g_strdup (member_uid) : interaction_uid != NULL ? author_of (db, interaction_uid) : NULL;
  const char *uid;

  if (words == NULL)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "What was promised?");
      return NULL;
    }
  uid = veche_edit_insert (edit, "promise");
  veche_edit_set_ref (edit, "promise", uid, "member_id", author);
  veche_edit_set_ref (edit, "promise", uid, "interaction_id", interaction_uid);
  veche_edit_set_text (edit, "promise", uid, "text", words);
  veche_edit_set_int (edit, "promise", uid, "made", veche_now ());
  veche_edit_set_int (edit, "promise", uid, "due", due);

  return uid;
}

void
veche_promises_edit_keep (VecheEdit *edit, const char *uid, gboolean kept)
{
  if (kept)
    veche_edit_set_int (edit, "promise", uid, "kept", veche_now ());
  else
    veche_edit_set_null (edit, "promise", uid, "kept");
}

void
veche_promises_edit_due (VecheEdit *edit, const char *uid, gint64 due)
{
  veche_edit_set_int (edit, "promise", uid, "due", due);
}
