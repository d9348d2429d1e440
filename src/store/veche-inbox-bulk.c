/* veche-inbox-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-inbox-bulk.h"

#include "store/veche-bulk.h"
#include "store/veche-closings-table.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"
#include "store/veche-labels-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-statement.h"

#define PIECE 4000   /* mentions that are carried out at a time */

VecheInboxBulk *
veche_inbox_bulk_new (VecheInboxBulkKind kind, const char *gesture)
{
  VecheInboxBulk *self = g_atomic_rc_box_new0 (VecheInboxBulk);

  self->kind = kind;
  self->gesture = g_strdup (gesture);

  return self;
}

static void
bulk_clear (gpointer data)
{
  VecheInboxBulk *self = data;

  g_free (self->text);
  g_free (self->note);
  g_free (self->closing.how);
  g_free (self->closing.place);
  g_free (self->closing.reason);
  g_free (self->closing.words);
  g_clear_pointer (&self->query, veche_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_strfreev (self->uids);
  g_free (self->gesture);
  g_free (self->subject);
}

VecheInboxBulk *
veche_inbox_bulk_ref (VecheInboxBulk *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
veche_inbox_bulk_unref (VecheInboxBulk *self)
{
  g_atomic_rc_box_release_full (self, bulk_clear);
}

/* Those whom the act would change. (element-type utf8) */
static GPtrArray *
list_uids (VecheDb *db, VecheInboxBulk *self, GError **error)
{
  static const char *const sqls[] = {
    [VECHE_INBOX_BULK_DONE] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id WHERE t.state <> 'done' ORDER BY t.id",
    [VECHE_INBOX_BULK_OPEN] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id WHERE t.state <> 'open' ORDER BY t.id",
    [VECHE_INBOX_BULK_SNOOZE] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id ORDER BY t.id",
    [VECHE_INBOX_BULK_OWN] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id ORDER BY t.id",
    [VECHE_INBOX_BULK_LABEL] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id ORDER BY t.id",
    [VECHE_INBOX_BULK_UNLABEL] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id ORDER BY t.id",
    [VECHE_INBOX_BULK_NOISE] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id WHERE t.noise IS NULL ORDER BY t.id",
    [VECHE_INBOX_BULK_NOT_NOISE] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id WHERE t.noise IS NOT NULL ORDER BY t.id",
    [VECHE_INBOX_BULK_CORRECT] = "SELECT t.uid FROM temp.bulk_target AS b JOIN triage AS t ON t.id = b.id"
                                 "  JOIN interaction AS i ON i.id = t.interaction_id WHERE i.text IS NOT NULL ORDER BY t.id",
  };
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  VecheStatement *row = veche_db_prepare (db, sqls[self->kind]);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (uids, veche_statement_dup_text (row, 0));
  if (local == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, local);

  return NULL;
}

/* What the manager did not say stays as the judge has it. */
static gboolean
correct (VecheDb *db, VecheInboxBulk *self, VecheEdit *edit, const char *uid, GError **error)
{
  static const char sql[] = "SELECT mood, kind FROM triage WHERE uid = ?1";
  g_autoptr (VecheMoodCorrection) before = NULL;
  g_autofree char *interaction_uid = NULL, *text = NULL, *mood = NULL, *kind = NULL;
  VecheStatement *row;

  if (!veche_mood_find_message (db, uid, &interaction_uid, &text, &before, error))
    return FALSE;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, error))
    return FALSE;
  mood = self->text != NULL ? g_strdup (self->text) : veche_statement_dup_text (row, 0);
  kind = self->note != NULL ? g_strdup (self->note) : veche_statement_dup_text (row, 1);
  veche_statement_reset (row);
  veche_mood_edit_correct (edit, before, interaction_uid, text, *mood != '\0' ? mood : "neutral", *kind != '\0' ? kind : "talk");

  return TRUE;
}

static void
add_closing (VecheInboxBulk *self, VecheEdit *edit, const char *uid)
{
  const VecheClosing closing = { self->closing.how, self->closing.place, self->closing.reason, self->closing.words };

  if (closing.how != NULL)
    veche_closings_edit_add (edit, uid, &closing);
}

static gboolean
add_one (VecheDb *db, VecheInboxBulk *self, VecheEdit *edit, const char *uid, GError **error)
{
  switch (self->kind)
    {
    case VECHE_INBOX_BULK_DONE:
      veche_inbox_edit_done (edit, uid);
      add_closing (self, edit, uid);
      return TRUE;
    case VECHE_INBOX_BULK_OPEN:
      veche_inbox_edit_open (edit, uid);
      return TRUE;
    case VECHE_INBOX_BULK_NOISE:
    case VECHE_INBOX_BULK_NOT_NOISE:
      veche_inbox_edit_noise (edit, uid, self->kind == VECHE_INBOX_BULK_NOISE);
      return TRUE;
    case VECHE_INBOX_BULK_SNOOZE:
      veche_inbox_edit_snooze (edit, uid, self->number);
      return TRUE;
    case VECHE_INBOX_BULK_OWN:
      return veche_inbox_edit_own (db, edit, uid, self->text, self->number, self->note, error);
    case VECHE_INBOX_BULK_CORRECT:
      return correct (db, self, edit, uid, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
gather_uids (VecheDb *db, GStrv uids, GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO temp.bulk_target (id) SELECT id FROM triage WHERE uid = ?1";

  for (guint i = 0; uids != NULL && uids[i] != NULL; i++)
    {
      VecheStatement *statement = veche_db_prepare (db, sql);

      veche_statement_bind_text (statement, 1, uids[i]);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_labels (VecheDb *db, VecheInboxBulk *self, VecheEdit *edit, GPtrArray *uids, guint start, guint end, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *label = veche_labels_edit_need (db, edit, self->text, NULL, error);
  g_auto (GStrv) mentions = NULL;

  for (guint i = start; i < end; i++)
    g_strv_builder_add (builder, uids->pdata[i]);
  mentions = g_strv_builder_end (builder);

  return label != NULL && veche_labels_edit_put (db, edit, label, (const char *const *) mentions, self->kind == VECHE_INBOX_BULK_LABEL, error);
}

static gboolean
add_piece (VecheDb *db, VecheInboxBulk *self, VecheEdit *edit, GPtrArray *uids, guint start, guint end, GError **error)
{
  if (self->kind == VECHE_INBOX_BULK_LABEL || self->kind == VECHE_INBOX_BULK_UNLABEL)
    return add_labels (db, self, edit, uids, start, end, error);
  for (guint i = start; i < end; i++)
    if (!add_one (db, self, edit, uids->pdata[i], error))
      return FALSE;

  return TRUE;
}

gint64
veche_inbox_bulk_apply (VecheDb *db, VecheInboxBulk *self, const char *actor, GError **error)
{
  g_autoptr (GPtrArray) uids = NULL;
  gint64 gesture = 0;

  if (!veche_bulk_gather (db, self->query, self->ids, error) || !gather_uids (db, self->uids, error))
    return -1;
  uids = list_uids (db, self, error);
  if (uids == NULL)
    return -1;
  g_atomic_int_set (&self->total, (gint) uids->len);
  for (guint start = 0; start < uids->len; start += PIECE)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new (self->gesture, self->subject);
      guint end = MIN (start + PIECE, uids->len);

      if (!add_piece (db, self, edit, uids, start, end, error))
        return -1;
      gesture = veche_journal_apply_more (db, edit, MAX (gesture, 0), actor, error);
      if (gesture == 0)
        return -1;
      g_atomic_int_set (&self->done, (gint) end);
    }

  return uids->len;
}
