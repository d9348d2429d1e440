/* veche-outbox-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sync/veche-outbox-plan.h"

#include "store/veche-files-table.h"
#include "store/veche-store.h"

void
veche_outbox_item_free (gpointer data)
{
  VecheOutboxItem *item = data;

  g_clear_pointer (&item->row, veche_outbox_row_free);
  g_clear_pointer (&item->source, veche_source_free);
  g_clear_pointer (&item->files, g_ptr_array_unref);
  g_free (item);
}

void
veche_outbox_plan_free (gpointer data)
{
  VecheOutboxPlan *plan = data;

  g_clear_pointer (&plan->due, g_ptr_array_unref);
  g_clear_pointer (&plan->unknown, g_ptr_array_unref);
  g_clear_pointer (&plan->waiting, g_ptr_array_unref);
  g_free (plan);
}

static gboolean
veche_outbox_plan_add_due (VecheOutboxPlan *plan, VecheDb *db, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_outbox_due (db, now, error);

  if (rows == NULL)
    return FALSE;

  while (rows->len > 0)
    {
      VecheOutboxItem *item = g_new0 (VecheOutboxItem, 1);

      g_ptr_array_add (plan->due, item);
      item->row = g_ptr_array_steal_index (rows, 0);
      item->doubtful = veche_outbox_is_doubtful (db, item->row->id);
      item->source = veche_sources_load_plain (db, item->row->source_uid, error);
      if (item->source == NULL)
        return FALSE;
    }

  return TRUE;
}

gpointer
veche_outbox_plan_job (VecheDb *db, gpointer input, GError **error)
{
  VecheOutboxPlan *plan = g_new0 (VecheOutboxPlan, 1);
  g_autoptr (GPtrArray) rows = NULL;

  plan->now = g_get_real_time ();
  plan->due = g_ptr_array_new_with_free_func (veche_outbox_item_free);
  plan->unknown = g_ptr_array_new_with_free_func (g_free);
  plan->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_outbox_row_free);
  if (!veche_outbox_plan_add_due (plan, db, plan->now, error) || (rows = veche_outbox_list (db, FALSE, error)) == NULL)
    {
      veche_outbox_plan_free (plan);
      return NULL;
    }

  while (rows->len > 0)
    {
      g_autoptr (VecheOutboxRow) row = g_ptr_array_steal_index (rows, 0);
      const VecheConnectorInfo *info = veche_connectors_find (row->source_type);

      if (g_str_equal (row->state, "unknown") && info != NULL && info->finds_own)
        g_ptr_array_add (plan->unknown, g_strdup (row->uid));
      else if (g_str_equal (row->state, "queued"))
        g_ptr_array_add (plan->waiting, g_steal_pointer (&row));
    }
  plan->next = veche_outbox_next_due (db);

  return plan;
}

GPtrArray *
veche_outbox_read_files (VecheDb *db, gint64 outbox_id, GError **error)
{
  g_autoptr (GPtrArray) files = veche_outbox_files_list (db, outbox_id, error);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (veche_reply_file_free);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const VecheFile *file = files->pdata[i];
      g_autoptr (GBytes) data = veche_files_read (db, file->hash, error);

      if (data == NULL)
        return NULL;
      g_ptr_array_add (read, veche_reply_file_new (file->name, file->type, file->alt, data));
      ((VecheReplyFile *) read->pdata[i])->key = g_strdup (file->uid);
    }

  return files != NULL ? g_steal_pointer (&read) : NULL;
}

VecheReply *
veche_outbox_item_new_reply (VecheOutboxItem *item)
{
  VecheOutboxRow *row = item->row;
  VecheReply *reply = veche_reply_new ();

  reply->text = g_strdup (row->text);
  reply->channel = g_strdup (row->channel_remote_id);
  reply->in_reply_to = g_strdup (row->reply_remote_id);
  reply->thread = g_strdup (row->thread);
  reply->url = g_strdup (row->reply_url);
  reply->author_handle = g_strdup (row->author_handle);
  reply->meta = g_strdup (row->reply_meta);
  reply->idempotency_key = g_strdup (row->uid);
  reply->maybe_sent = item->doubtful;
  reply->words_sent = row->words_sent != 0;
  reply->action = g_strdup (row->action);
  reply->files = item->files != NULL ? g_ptr_array_ref (item->files) : NULL;

  return reply;
}

VecheFate *
veche_fate_copy (const VecheFate *self)
{
  VecheFate *copy = g_new0 (VecheFate, 1);

  *copy = *self;
  copy->remote_id = g_strdup (self->remote_id);
  copy->url = g_strdup (self->url);
  copy->nick = g_strdup (self->nick);
  copy->text = g_strdup (self->text);
  copy->begun_id = g_strdup (self->begun_id);
  copy->begun_url = g_strdup (self->begun_url);
  copy->begun_files = g_strdupv (self->begun_files);

  return copy;
}

void
veche_fate_clear (VecheFate *self)
{
  g_free (self->remote_id);
  g_free (self->url);
  g_free (self->nick);
  g_free (self->text);
  g_free (self->begun_id);
  g_free (self->begun_url);
  g_strfreev (self->begun_files);
}

void
veche_fate_free (gpointer data)
{
  veche_fate_clear (data);
  g_free (data);
}

gpointer
veche_fate_job (VecheDb *db, gpointer input, GError **error)
{
  VecheFate *fate = input;
  gboolean done;

  if (fate->begun_id != NULL
      && !veche_outbox_set_words_sent (db, fate->id, fate->begun_id, fate->begun_url, (const char *const *) fate->begun_files, error))
    return NULL;
  switch (fate->kind)
    {
    case VECHE_FATE_SENT:
      done = veche_outbox_set_sent (db, fate->id, fate->remote_id, fate->url, error);
      break;
    case VECHE_FATE_FAILED:
      done = veche_outbox_set_failed (db, fate->id, fate->nick, fate->text, fate->retry_at, error);
      break;
    case VECHE_FATE_UNKNOWN:
    default:
      done = veche_outbox_set_unknown (db, fate->id, fate->text, error);
      break;
    }

  return done ? VECHE_JOB_DONE : NULL;
}
