/* veche-inbox-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-inbox-bulk-run.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-mention-words.h"
#include "model/veche-uid.h"

/* Several mentions at once: x ticks the row that is selected, done and snooze then act on all that are ticked, in one gesture. */

gboolean
veche_inbox_page_is_ticked (VecheInboxPage *self, gint64 id)
{
  return self->ticked != NULL && g_hash_table_contains (self->ticked, &id);
}

guint
veche_inbox_page_get_n_ticked (VecheInboxPage *self)
{
  return g_hash_table_size (self->ticked);
}

static void
veche_inbox_page_show_ticks (VecheInboxPage *self)
{
  guint n = veche_inbox_page_get_n_ticked (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  if (n > 0)
    gtk_label_set_text (self->bulk_label, text);
  gtk_revealer_set_reveal_child (self->bulk, n > 0);
  veche_inbox_page_update_actions (self);
  veche_inbox_page_redraw_rows (self);
}

void
veche_inbox_page_clear_ticks (VecheInboxPage *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_hash_table_remove_all (self->ticked);
  veche_inbox_page_show_ticks (self);
}

void
veche_inbox_page_clear_ticks_cb (VecheInboxPage *self)
{
  veche_inbox_page_clear_ticks (self);
  veche_page_focus (VECHE_PAGE (self));
}

void
veche_inbox_page_tick_row_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  gint64 id;

  if (self->item == NULL || self->mention == NULL)
    return;
  id = self->mention->parent.id;
  if (!g_hash_table_remove (self->ticked, &id))
    g_hash_table_insert (self->ticked, g_memdup2 (&id, sizeof id), g_strdup (self->mention->parent.uid));
  veche_inbox_page_show_ticks (self);
}

GStrv
veche_inbox_page_dup_meant (VecheInboxPage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer uid;

  if (veche_inbox_page_get_n_ticked (self) == 0 && self->mention == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, self->ticked);
  while (g_hash_table_iter_next (&iter, NULL, &uid))
    g_strv_builder_add (builder, uid);
  if (veche_inbox_page_get_n_ticked (self) == 0)
    g_strv_builder_add (builder, self->mention->parent.uid);

  return g_strv_builder_end (builder);
}

/* ------------------------------------------------------------------------------------------------------- everything the list shows */

typedef struct
{
  GArray *ids;
  GStrv   uids;
} Listed;

static void
listed_free (gpointer data)
{
  Listed *listed = data;

  g_clear_pointer (&listed->ids, g_array_unref);
  g_strfreev (listed->uids);
  g_free (listed);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listed, listed_free)

static gpointer
listed_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Listed) listed = g_new0 (Listed, 1);

  if (!veche_inbox_uids (db, input, &listed->ids, &listed->uids, error))
    return NULL;

  return g_steal_pointer (&listed);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheInboxPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Listed) listed = veche_store_run_finish (VECHE_STORE (source), result, &error);

  /* Another list may be in sight by now: nothing is ticked that is not. */
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->listing);
  if (listed == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  g_hash_table_remove_all (self->ticked);
  for (guint i = 0; i < listed->ids->len; i++)
    g_hash_table_insert (self->ticked, g_memdup2 (&g_array_index (listed->ids, gint64, i), sizeof (gint64)), g_strdup (listed->uids[i]));
  veche_inbox_page_show_ticks (self);
}

void
veche_inbox_page_tick_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->session == NULL)
    return;
  veche_inbox_page_clear_ticks (self);
  self->listing = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, listed_job, veche_inbox_page_build_query (self),
                         (GDestroyNotify) veche_query_unref, listed_free, self->listing, listed_cb, g_object_ref (self));
}

/* The reader goes on to the first row that stays, at once: each row on the way would be opened. */
static void
veche_inbox_page_leave_ticked (VecheInboxPage *self)
{
  guint from = gtk_single_selection_get_selected (self->selection);
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;

  if (self->item == NULL || from >= n || !veche_inbox_page_is_ticked (self, veche_item_get_id (self->item)))
    return;
  for (guint i = 0; i < n; i++)
    {
      guint at = from + i < n ? from + i : n - 1 - i;   /* below, and when there is none, above */
      gint64 id = veche_row_model_get_id (self->model, at);

      if (id > 0 && !veche_inbox_page_is_ticked (self, id))
        {
          veche_inbox_page_select (self, at, TRUE);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  veche_inbox_page_show_mention (self, NULL);
}

/* What was ticked when it began. */
typedef struct
{
  VecheInboxPage *page;      /* (owned) */
  GHashTable     *ticked;    /* (owned): id → uid */
} Ticked;

static void
ticked_free (gpointer data)
{
  Ticked *ticked = data;

  g_object_unref (ticked->page);
  g_hash_table_unref (ticked->ticked);
  g_free (ticked);
}

/* It may be tried again; but not over what was ticked since. */
static void
ticked_failed (gpointer data)
{
  Ticked *ticked = data;
  VecheInboxPage *self = ticked->page;

  if (self->session == NULL || veche_inbox_page_get_n_ticked (self) > 0)
    return;
  g_hash_table_unref (self->ticked);
  self->ticked = g_hash_table_ref (ticked->ticked);
  veche_inbox_page_show_ticks (self);
}

/* All that are ticked, on the writer; the ticks are gone with it, unless it fails. */
static void
veche_inbox_page_run_ticked (VecheInboxPage *self, VecheInboxBulk *bulk, const char *toast)
{
  GHashTableIter iter;
  Ticked *before;
  gpointer id;

  bulk->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), veche_inbox_page_get_n_ticked (self));
  g_hash_table_iter_init (&iter, self->ticked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (bulk->ids, *(gint64 *) id);
  veche_inbox_page_leave_ticked (self);
  before = g_new0 (Ticked, 1);
  before->page = g_object_ref (self);
  before->ticked = g_steal_pointer (&self->ticked);
  self->ticked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  veche_inbox_page_clear_ticks (self);
  veche_inbox_bulk_run (self->session, bulk, toast, ticked_failed, before, ticked_free);
}

gboolean
veche_inbox_page_bulk_done (VecheInboxPage *self, const VecheClosing *closing)
{
  guint n = veche_inbox_page_get_n_ticked (self);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u mention done", "%u mentions done", n), n);
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_DONE, "done");

  if (n == 0)
    return FALSE;
  if (closing != NULL)
    {
      bulk->closing.how = g_strdup (closing->how);
      bulk->closing.place = g_strdup (closing->place);
      bulk->closing.reason = g_strdup (closing->reason);
      bulk->closing.words = g_strdup (closing->words);
    }
  veche_inbox_page_run_ticked (self, bulk, toast);

  return TRUE;
}

gboolean
veche_inbox_page_bulk_snooze (VecheInboxPage *self, gint64 until)
{
  guint n = veche_inbox_page_get_n_ticked (self);
  g_autofree char *when = veche_words_when (until, veche_now ());
  /* Translators: the number of mentions, then a day and time such as "tomorrow, 9:00" */
  g_autofree char *toast = g_strdup_printf (ngettext ("%u mention: back %s", "%u mentions: back %s", n), n, when);
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_SNOOZE, "snooze");

  if (n == 0)
    return FALSE;
  bulk->number = until;
  veche_inbox_page_run_ticked (self, bulk, toast);

  return TRUE;
}

/*** What says nothing that wants an answer ***/

static gboolean
inbox_bulk_noise (VecheInboxPage *self, gboolean noise)
{
  guint n = veche_inbox_page_get_n_ticked (self);
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (noise ? VECHE_INBOX_BULK_NOISE : VECHE_INBOX_BULK_NOT_NOISE, "noise");
  g_autofree char *toast = NULL;

  if (n == 0)
    return FALSE;
  toast = noise ? g_strdup_printf (ngettext ("%u mention is with the small ones", "%u mentions are with the small ones", n), n)
                : g_strdup_printf (ngettext ("%u mention is no longer with the small ones", "%u mentions are no longer with the small ones", n), n);
  veche_inbox_page_run_ticked (self, bulk, toast);

  return TRUE;
}

static void
inbox_set_noise (VecheInboxPage *self, gboolean noise)
{
  gboolean everywhere = self->view == VECHE_INBOX_SNOOZED || self->view == VECHE_INBOX_PROMISES || self->view == VECHE_INBOX_DONE;
  g_autofree char *who = NULL, *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  if (self->session == NULL || inbox_bulk_noise (self, noise) || self->mention == NULL)
    return;
  who = veche_words_clean (veche_mention_who (self->mention), 60, FALSE);
  /* Translators: %s is a person who wrote something that wants no answer */
  toast = g_strdup_printf (noise ? _ ("With the small ones: %s") : _ ("No longer with the small ones: %s"), who);
  edit = veche_edit_new ("noise", who);
  veche_inbox_edit_noise (edit, self->mention->parent.uid, noise);
  if (!everywhere && noise != (self->view == VECHE_INBOX_NOISE))
    veche_inbox_page_move_on (self);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

void
veche_inbox_page_noise_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  inbox_set_noise (user_data, TRUE);
}

void
veche_inbox_page_not_noise_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  inbox_set_noise (user_data, FALSE);
}
