/* veche-playbook-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-playbook-table.h"

#include "model/veche-playbook.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
step_free (gpointer data)
{
  VechePlaybookStep *step = data;

  g_free (step->words);
  g_free (step->tick_uid);
  g_free (step);
}

void
veche_playbook_free (VechePlaybook *self)
{
  g_free (self->triage_uid);
  g_free (self->article_uid);
  g_free (self->title);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

guint
veche_playbook_count_done (const VechePlaybook *self)
{
  guint done = 0;

  for (guint i = 0; i < self->steps->len; i++)
    done += ((VechePlaybookStep *) self->steps->pdata[i])->tick_uid != NULL;

  return done;
}

/* uid of the tick by the words of the step. (transfer full) (nullable) */
static GHashTable *
load_ticks (VecheDb *db, gint64 triage_id, gint64 article_id, GError **error)
{
  g_autoptr (GHashTable) ticks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  VecheStatement *row = veche_db_prepare (db, "SELECT step, uid FROM playbook_tick WHERE triage_id = ?1 AND article_id = ?2");
  GError *local = NULL;

  veche_statement_bind_int (row, 1, triage_id);
  veche_statement_bind_int (row, 2, article_id);
  while (veche_statement_step (row, &local))
    g_hash_table_insert (ticks, veche_statement_dup_text (row, 0), veche_statement_dup_text (row, 1));
  if (local == NULL)
    return g_steal_pointer (&ticks);

  g_propagate_prefixed_error (error, local, "reading what was done: ");

  return NULL;
}

static VechePlaybook *
playbook_new (VecheStatement *row, gint64 *article_id, char **body)
{
  VechePlaybook *self = g_new0 (VechePlaybook, 1);

  *article_id = veche_statement_int (row, 0);
  self->article_uid = veche_statement_dup_text (row, 1);
  self->title = veche_statement_dup_text (row, 2);
  *body = veche_statement_dup_text (row, 3);
  self->triage_uid = veche_statement_dup_text (row, 4);
  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

VechePlaybook *
veche_playbook_load (VecheDb *db, gint64 triage_id, GError **error)
{
  /* Where nobody judged, a question is what the source called one. */
  static const char sql[] =
    "SELECT a.id, a.uid, a.title, a.body, t.uid FROM triage AS t LEFT JOIN channel AS c ON c.id = t.channel_id CROSS JOIN article AS a"
    " WHERE t.id = ?1 AND a.kind = 'playbook' AND a.archived = 0 AND (a.community_id IS NULL OR a.community_id = c.community_id)"
    "   AND (a.message_kind IS NULL OR a.message_kind = t.kind OR (t.kind = '' AND t.reason = 'question' AND a.message_kind = 'question')"
    "     OR (t.mood = 'negative' AND a.message_kind = 'complaint') OR (t.mood = 'positive' AND a.message_kind = 'praise'))"
    " ORDER BY a.message_kind IS NULL, a.message_kind IS NOT CASE WHEN t.kind = '' AND t.reason = 'question' THEN 'question' ELSE t.kind END,"
    "          a.community_id IS NULL, a.id LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (VechePlaybook) self = NULL;
  g_autoptr (GHashTable) ticks = NULL;
  g_auto (GStrv) steps = NULL;
  g_autofree char *body = NULL;
  gint64 article_id;

  veche_statement_bind_int (row, 1, triage_id);
  if (!veche_statement_step (row, error))
    return NULL;
  self = playbook_new (row, &article_id, &body);
  veche_statement_reset (row);
  ticks = load_ticks (db, triage_id, article_id, error);
  if (ticks == NULL)
    return NULL;

  steps = veche_playbook_dup_steps (body);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      VechePlaybookStep *step = g_new0 (VechePlaybookStep, 1);

      step->words = g_strdup (steps[i]);
      step->tick_uid = g_strdup (g_hash_table_lookup (ticks, steps[i]));
      g_ptr_array_add (self->steps, step);
    }

  return self->steps->len > 0 ? g_steal_pointer (&self) : NULL;
}

gboolean
veche_playbook_edit_tick (VechePlaybook *self, VecheEdit *edit, guint step, gboolean done)
{
  const VechePlaybookStep *one;
  const char *uid;

  g_return_val_if_fail (step < self->steps->len, FALSE);

  one = self->steps->pdata[step];
  if ((one->tick_uid != NULL) == (done != FALSE))
    return FALSE;
  if (!done)
    {
      veche_edit_delete (edit, "playbook_tick", one->tick_uid);
      return TRUE;
    }

  uid = veche_edit_insert (edit, "playbook_tick");
  veche_edit_set_ref (edit, "playbook_tick", uid, "triage_id", self->triage_uid);
  veche_edit_set_ref (edit, "playbook_tick", uid, "article_id", self->article_uid);
  veche_edit_set_text (edit, "playbook_tick", uid, "step", one->words);
  veche_edit_set_int (edit, "playbook_tick", uid, "at", veche_now ());

  return TRUE;
}
