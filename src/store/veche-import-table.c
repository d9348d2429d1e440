/* veche-import-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-import-table.h"

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

static void
veche_import_channel_free (gpointer data)
{
  VecheImportChannel *self = data;

  g_free (self->remote_id);
  g_free (self);
}

GPtrArray *
veche_import_channels_read (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func (veche_import_channel_free);
  g_autoptr (GError) failed = NULL;

  while (veche_statement_step (row, &failed))
    {
      VecheImportChannel *channel = g_new (VecheImportChannel, 1);

      channel->id = veche_statement_int (row, 0);
      channel->remote_id = veche_statement_dup_text (row, 1);
      g_ptr_array_add (channels, channel);
    }
  if (failed == NULL)
    return g_steal_pointer (&channels);

  g_propagate_error (error, g_steal_pointer (&failed));

  return NULL;
}

GPtrArray *
veche_import_channels (VecheDb *db, const char *platform, const char *instance, const char *remote_id, GError **error)
{
  static const char sql[] =
    "SELECT id, remote_id FROM channel WHERE platform = ?1 AND instance = ?3 AND remote_id = ?2\n"
    "UNION ALL\n"
    "SELECT topic.id, topic.remote_id FROM channel JOIN channel AS topic ON topic.parent_id = channel.id\n"
    " WHERE channel.platform = ?1 AND channel.instance = ?3 AND channel.remote_id = ?2";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, remote_id);
  veche_statement_bind_text (statement, 3, instance);

  return veche_import_channels_read (statement, error);
}

const char *
veche_import_find_message (VecheDb *db, GPtrArray *channels, const char *remote_id, gboolean *ours)
{
  static const char sql[] = "SELECT direction = 'out' FROM interaction WHERE channel_id = ?1 AND remote_id = ?2";

  for (guint i = 0; i < channels->len; i++)
    {
      VecheImportChannel *channel = g_ptr_array_index (channels, i);
      VecheStatement *statement = veche_db_prepare (db, sql);

      veche_statement_bind_int (statement, 1, channel->id);
      veche_statement_bind_text (statement, 2, remote_id);
      if (veche_statement_step (statement, NULL))
        {
          if (ours != NULL)
            *ours = veche_statement_int (statement, 0) != 0;
          veche_statement_reset (statement);
          return channel->remote_id;
        }
    }

  return NULL;
}

gboolean
veche_import_knows_person (VecheDb *db, const char *platform, const char *instance, const char *remote_id)
{
  static const char sql[] = "SELECT 1 FROM identity WHERE platform = ?1 AND instance = ?3 AND remote_id = ?2";
  VecheStatement *statement = veche_db_prepare (db, sql);
  gboolean known;

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, remote_id);
  veche_statement_bind_text (statement, 3, instance);
  known = veche_statement_step (statement, NULL);
  veche_statement_reset (statement);

  return known;
}

void
veche_import_my_accounts (VecheDb *db, const char *platform, const char *instance, char ***remote_ids, char ***handles)
{
  static const char sql[] =
    "SELECT identity.remote_id, identity.handle FROM member JOIN identity ON identity.member_id = member.id\n"
    " WHERE member.me = 1 AND identity.platform = ?1 AND identity.instance = ?2 ORDER BY identity.id";
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, instance);
  while (veche_statement_step (statement, NULL))
    {
      g_strv_builder_add (ids, veche_statement_text (statement, 0));
      if (!veche_statement_is_null (statement, 1))
        g_strv_builder_add (names, veche_statement_text (statement, 1));
    }
  *remote_ids = g_strv_builder_end (ids);
  *handles = g_strv_builder_end (names);
}

/* The one text that sql finds. */
static char *
veche_import_one_text (VecheDb *db, const char *sql, const char *platform, const char *instance, const char *what)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *found = NULL;

  veche_statement_bind_text (statement, 1, platform);
  veche_statement_bind_text (statement, 2, what);
  veche_statement_bind_text (statement, 3, instance);
  if (veche_statement_step (statement, NULL))
    found = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return found;
}

char *
veche_import_by_handle (VecheDb *db, const char *platform, const char *instance, const char *handle)
{
  static const char sql[] = "SELECT remote_id FROM identity WHERE platform = ?1 AND instance = ?3 AND handle = ?2 COLLATE NOCASE\n"
                            " ORDER BY deleted, id LIMIT 1";

  return veche_import_one_text (db, sql, platform, instance, handle);
}

char *
veche_import_member_of (VecheDb *db, const char *platform, const char *instance, const char *remote_id)
{
  static const char sql[] =
    "SELECT member.uid FROM identity JOIN member ON member.id = identity.member_id\n"
    " WHERE identity.platform = ?1 AND identity.instance = ?3 AND identity.remote_id = ?2";

  return veche_import_one_text (db, sql, platform, instance, remote_id);
}

char *
veche_import_community (VecheDb *db, const char *name, gint64 *id)
{
  static const char sql[] = "SELECT uid, id FROM community WHERE name = ?1 ORDER BY id LIMIT 1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (statement, 1, name);
  if (veche_statement_step (statement, NULL))
    {
      uid = veche_statement_dup_text (statement, 0);
      *id = veche_statement_int (statement, 1);
    }
  veche_statement_reset (statement);

  return uid;
}

static void
veche_import_question_clear (gpointer data)
{
  g_free (((VecheImportQuestion *) data)->remote_id);
}

GArray *
veche_import_open_questions (VecheDb *db, gint64 channel_id, GError **error)
{
  static const char sql[] =
    "SELECT triage.id, interaction.remote_id, triage.at\n"
    "  FROM triage JOIN interaction ON interaction.id = triage.interaction_id\n"
    " WHERE triage.state = 'open' AND triage.reason = 'question' AND interaction.channel_id = ?1\n"
    "   AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.object_uid = triage.uid)";
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (VecheImportQuestion));
  g_autoptr (GError) failed = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  g_array_set_clear_func (questions, veche_import_question_clear);
  veche_statement_bind_int (statement, 1, channel_id);
  while (veche_statement_step (statement, &failed))
    {
      VecheImportQuestion question = { veche_statement_int (statement, 0), veche_statement_dup_text (statement, 1),
                                       veche_statement_int (statement, 2) };

      g_array_append_val (questions, question);
    }
  if (failed == NULL)
    return g_steal_pointer (&questions);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

gboolean
veche_import_answer (VecheDb *db, gint64 triage_id, GError **error)
{
  static const char sql[] = "UPDATE triage SET state = 'done', closed = ?2 WHERE id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, triage_id);
  veche_statement_bind_int (statement, 2, veche_now ());

  return veche_statement_run (statement, error);
}

guint
veche_import_count_mentions (VecheDb *db, gint64 batch_id)
{
  static const char sql[] = "SELECT count(*) FROM triage WHERE batch_id = ?1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  guint n = 0;

  veche_statement_bind_int (statement, 1, batch_id);
  if (veche_statement_step (statement, NULL))
    n = (guint) veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

gboolean
veche_import_settle (VecheDb *db, gint64 batch_id, gint64 before, guint limit, GError **error)
{
  static const char count_sql[] = "SELECT count(*) FROM triage WHERE batch_id = ?1 AND state = 'open'";
  static const char sql
    [] = "UPDATE triage SET state = 'done', closed = ?3, seen = 1 WHERE batch_id = ?1 AND state = 'open' AND at < ?2";
  VecheStatement *statement = veche_db_prepare (db, count_sql);
  gint64 open = 0;

  veche_statement_bind_int (statement, 1, batch_id);
  if (veche_statement_step (statement, NULL))
    open = veche_statement_int (statement, 0);
  veche_statement_reset (statement);
  if (open <= limit)
    return TRUE;

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, batch_id);
  veche_statement_bind_int (statement, 2, before);
  veche_statement_bind_int (statement, 3, veche_now ());

  return veche_statement_run (statement, error);
}

typedef struct { gint64 id; char *name; gboolean brought; } VecheImportOrphan;

static void
veche_import_orphan_clear (gpointer data)
{
  g_free (((VecheImportOrphan *)data)->name);
}

static GArray *
veche_import_orphans (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT id, name, added + people > 0 OR EXISTS (SELECT 1 FROM channel WHERE batch_id = batch.id) FROM batch\n"
    " WHERE kind GLOB '*-export' AND finished IS NULL AND undone IS NULL ORDER BY id";
  g_autoptr (GArray) orphans = g_array_new (FALSE, FALSE, sizeof (VecheImportOrphan));
  g_autoptr (GError) failed = NULL;
  VecheStatement *statement = veche_db_prepare (db, sql);

  g_array_set_clear_func (orphans, veche_import_orphan_clear);
  while (veche_statement_step (statement, &failed))
    {
      VecheImportOrphan orphan = { veche_statement_int (statement, 0), veche_statement_dup_text (statement, 1),
                                   veche_statement_int (statement, 2) != 0 };

      g_array_append_val (orphans, orphan);
    }
  if (failed == NULL)
    return g_steal_pointer (&orphans);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

#define CUT_SHORT "import-cut-short"   /* the gesture that an import became which was cut short */

/* As one gesture, which is remembered. */
static gboolean
adopt (VecheDb *db, const VecheImportOrphan *orphan, GError **error)
{
  gint64 gesture;

  if (!veche_ingest_finish (db, orphan->id, error))
    return FALSE;
  if (!orphan->brought)
    return TRUE;
  gesture = veche_journal_record_import (db, orphan->id, orphan->name, g_get_user_name (), error);

  return gesture != 0 && veche_db_set_setting (db, CUT_SHORT, g_variant_new_int64 (gesture), error);
}

char *
veche_import_cut_short (VecheDb *db, gint64 *gesture)
{
  g_autoptr (GVariant) kept = veche_db_get_setting (db, CUT_SHORT);
  g_autoptr (VecheGesture) undo = NULL;
  gint64 id = kept != NULL && g_variant_is_of_type (kept, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (kept) : 0;

  if (id != 0)
    veche_journal_peek (db, &undo, NULL);
  if (undo == NULL || undo->id != id)
    return NULL;
  if (gesture != NULL)
    *gesture = id;

  return g_strdup (undo->subject != NULL ? undo->subject : "");
}

gboolean
veche_import_adopt (VecheDb *db, GError **error)
{
  g_autoptr (GArray) orphans = veche_import_orphans (db, error);
  gboolean ok = TRUE;

  if (orphans == NULL || !veche_journal_let_all_go (db, error) || !veche_journal_finish (db, g_get_user_name (), error))
    return FALSE;
  if (orphans->len == 0)
    return TRUE;
  if (!veche_db_begin (db, error))
    return FALSE;

  for (guint i = 0; ok && i < orphans->len; i++)
    ok = adopt (db, &g_array_index (orphans, VecheImportOrphan, i), error);
  if (ok)
    return veche_db_commit (db, error);

  veche_db_rollback (db);
  return FALSE;
}
