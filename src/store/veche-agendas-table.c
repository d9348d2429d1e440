/* veche-agendas-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-agendas-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define MOST_HITS 100000

void
veche_agenda_rule_free (VecheAgendaRule *self)
{
  g_free (self->uid);
  g_free (self->agenda_uid);
  g_free (self->word);
  g_free (self->channel_uid);
  g_free (self->channel_name);
  g_free (self);
}

void
veche_opening_row_free (VecheOpeningRow *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->place);
  g_free (self);
}

GPtrArray *
veche_agendas_list_rules (VecheDb *db, const char *agenda_uid, GError **error)
{
  static const char sql[] =
    "SELECT r.uid, a.uid, r.word, c.uid, c.name, a.id, c.id FROM agenda_rule AS r JOIN agenda AS a ON a.id = r.agenda_id"
    "  LEFT JOIN channel AS c ON c.id = r.channel_id WHERE ?1 IS NULL OR a.uid = ?1 ORDER BY a.position, a.id, r.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_agenda_rule_free);
  GError *local = NULL;

  veche_statement_bind_text (row, 1, agenda_uid);
  while (veche_statement_step (row, &local))
    {
      VecheAgendaRule *self = g_new0 (VecheAgendaRule, 1);

      self->uid = veche_statement_dup_text (row, 0);
      self->agenda_uid = veche_statement_dup_text (row, 1);
      self->word = veche_statement_dup_text (row, 2);
      self->channel_uid = veche_statement_dup_text (row, 3);
      self->channel_name = veche_statement_dup_text (row, 4);
      self->agenda_id = veche_statement_int (row, 5);
      self->channel_id = veche_statement_int (row, 6);
      g_ptr_array_add (rules, self);
    }

  return veche_statement_finish (rules, (GDestroyNotify) g_ptr_array_unref, local, "reading agendas: ", error);
}

gboolean
veche_agendas_edit_add_rule (VecheDb *db, VecheEdit *edit, const char *agenda_uid, const char *word, const char *channel_uid, GError **error)
{
  g_autofree char *tidy = word != NULL ? veche_text_tidy (word) : NULL;
  g_autoptr (GPtrArray) rules = NULL;
  const char *uid;

  if ((tidy == NULL) == (channel_uid == NULL))
    return veche_events_refuse (error, "A rule is a word or a channel%s", "");
  rules = veche_agendas_list_rules (db, agenda_uid, error);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const VecheAgendaRule *rule = rules->pdata[i];

      if (g_strcmp0 (rule->word, tidy) == 0 && g_strcmp0 (rule->channel_uid, channel_uid) == 0)
        return veche_events_refuse (error, "There is such a rule: %s", tidy != NULL ? tidy : rule->channel_name != NULL ? rule->channel_name : "");
    }
  if (rules == NULL)
    return FALSE;

  uid = veche_edit_insert (edit, "agenda_rule");
  veche_edit_set_ref (edit, "agenda_rule", uid, "agenda_id", agenda_uid);
  veche_edit_set_text (edit, "agenda_rule", uid, "word", tidy);
  veche_edit_set_ref (edit, "agenda_rule", uid, "channel_id", channel_uid);

  return TRUE;
}

gboolean
veche_agendas_edit_mark (VecheDb *db, VecheEdit *edit, const char *interaction_uid, const char *agenda_uid, gboolean forget, GError **error)
{
  static const char sql[] = "SELECT uid FROM agenda_mark WHERE interaction_id = ?1";
  gint64 id = veche_db_id_for_uid (db, "interaction", interaction_uid);
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *there = NULL;
  const char *uid;

  if (id == 0)
    return veche_events_refuse (error, "There is no message “%s”", interaction_uid);
  veche_statement_bind_int (row, 1, id);
  if (veche_statement_step (row, NULL))
    {
      there = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }
  if (forget)
    {
      if (there != NULL)
        veche_edit_delete (edit, "agenda_mark", there);
      return TRUE;
    }
  uid = there != NULL ? there : veche_edit_insert (edit, "agenda_mark");
  if (there == NULL)
    veche_edit_set_ref (edit, "agenda_mark", uid, "interaction_id", interaction_uid);
  veche_edit_set_ref (edit, "agenda_mark", uid, "agenda_id", agenda_uid);
  veche_edit_set_int (edit, "agenda_mark", uid, "at", veche_now ());

  return TRUE;
}

/*** For analysis ***/

GArray *
veche_agendas_read_talk (VecheDb *db, gint64 since, gint64 until, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.at, i.channel_id FROM channel AS c CROSS JOIN interaction AS i ON i.channel_id = c.id AND i.at >= ?1 AND i.at < ?2"
    " WHERE i.kind IN ('message', 'post', 'reply', 'comment')";
  VecheStatement *row = veche_db_prepare (db, sql);
  GArray *talk = g_array_new (FALSE, FALSE, sizeof (VecheTalkRow));
  GError *local = NULL;

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, until);
  while (veche_statement_step (row, &local))
    {
      VecheTalkRow one = { veche_statement_int (row, 0), veche_statement_int (row, 1), veche_statement_int (row, 2) };

      g_array_append_val (talk, one);
    }

  return veche_statement_finish (talk, (GDestroyNotify) g_array_unref, local, "reading agendas: ", error);
}

GArray *
veche_agendas_read_hits (VecheDb *db, const char *word, GError **error)
{
  static const char sql[] = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_auto (GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *plain = g_strjoinv (" ", parts), *phrase = g_strconcat ("\"", plain, "\"", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  veche_statement_bind_text (row, 1, phrase);
  veche_statement_bind_int (row, 2, MOST_HITS);

  return veche_statement_collect_ids (row, ids, error) ? g_steal_pointer (&ids) : NULL;
}

GArray *
veche_agendas_read_marks (VecheDb *db, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT interaction_id, agenda_id FROM agenda_mark");
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (VecheAgendaMarkRow));
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheAgendaMarkRow one = { veche_statement_int (row, 0), veche_statement_int (row, 1) };

      g_array_append_val (marks, one);
    }

  return veche_statement_finish (marks, (GDestroyNotify) g_array_unref, local, "reading agendas: ", error);
}

GHashTable *
veche_agendas_read_parents (VecheDb *db, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT id, parent_id FROM channel WHERE parent_id IS NOT NULL");
  GHashTable *parents = g_hash_table_new (NULL, NULL);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    g_hash_table_insert (parents, GSIZE_TO_POINTER (veche_statement_int (row, 0)), GSIZE_TO_POINTER (veche_statement_int (row, 1)));

  return veche_statement_finish (parents, (GDestroyNotify) g_hash_table_unref, local, "reading agendas: ", error);
}

GPtrArray *
veche_agendas_read_openings (VecheDb *db, GArray *ids, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT i.at, i.uid, substr (i.text, 1, 200), c.name, (SELECT count (*) FROM interaction AS r WHERE r.reply_to_id = i.id) AS n"
    "  FROM json_each (?1) AS j CROSS JOIN interaction AS i ON i.id = j.value LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE i.reply_to_id IS NULL AND i.text <> '' AND i.deleted IS NULL AND EXISTS (SELECT 1 FROM interaction AS r WHERE r.reply_to_id = i.id)"
    " ORDER BY i.at DESC LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  GPtrArray *openings = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_opening_row_free);
  GError *local = NULL;

  veche_statement_bind_text (row, 1, list);
  veche_statement_bind_int (row, 2, limit);
  while (veche_statement_step (row, &local))
    {
      VecheOpeningRow *self = g_new0 (VecheOpeningRow, 1);

      self->at = veche_statement_int (row, 0);
      self->uid = veche_statement_dup_text (row, 1);
      self->text = veche_statement_dup_text (row, 2);
      self->place = veche_statement_dup_text (row, 3);
      self->answers = (guint) veche_statement_int (row, 4);
      g_ptr_array_add (openings, self);
    }

  return veche_statement_finish (openings, (GDestroyNotify) g_ptr_array_unref, local, "reading agendas: ", error);
}

static void
agenda_channel_free (gpointer data)
{
  VecheAgendaChannel *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->source);
  g_free (self);
}

GPtrArray *
veche_agendas_list_channels (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT c.uid, ifnull (c.name, ''), ifnull (s.name, '') FROM channel AS c LEFT JOIN source AS s ON s.id = c.source_id"
    " WHERE c.name <> '' ORDER BY 3, 2, c.id LIMIT 2000";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func (agenda_channel_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheAgendaChannel *self = g_new0 (VecheAgendaChannel, 1);

      self->uid = veche_statement_dup_text (row, 0);
      self->name = veche_statement_dup_text (row, 1);
      self->source = veche_statement_dup_text (row, 2);
      g_ptr_array_add (channels, self);
    }
  if (local == NULL)
    return g_steal_pointer (&channels);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading channels: ");

  return NULL;
}
