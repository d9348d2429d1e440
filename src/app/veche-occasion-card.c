/* veche-occasion-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-occasion-card.h"
#include "app/veche-occasion-row.h"
#include "app/veche-profile-parts.h"
#include "model/veche-uid.h"

#define BACK  14   /* days */
#define AHEAD 7
#define MOST  3

struct _VecheOccasionCard
{
  AdwBin        parent_instance;

  VecheSession *session;       /* (owned) (nullable) */
  gint64        member_id;
  GCancellable *cancellable;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheOccasionCard, veche_occasion_card, ADW_TYPE_BIN)

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_occasions_list (db, *(gint64 *) input, veche_now (), BACK, AHEAD, TRUE, MOST, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheOccasionCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_store_run_finish (VECHE_STORE (source), result, &error);
  GtkWidget *card;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (error != NULL)
    g_warning ("occasions can't be read: %s", error->message);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), found != NULL && found->len > 0);
  if (found == NULL || found->len == 0)
    return;

  card = veche_profile_card_new (_ ("A Reason for a Kind Word"));
  for (guint i = 0; i < found->len; i++)
    gtk_box_append (GTK_BOX (card), veche_occasion_row_new (self->session, found->pdata[i], FALSE));
  adw_bin_set_child (ADW_BIN (self), card);
}

static void
occasion_card_load (VecheOccasionCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, load_job,
                         g_memdup2 (&self->member_id, sizeof self->member_id), g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                         loaded_cb, g_object_ref (self));
}

/* What is undone stands here again. */
static void
occasion_card_changed_cb (VecheOccasionCard *self, VecheChange *change)
{
  if (self->member_id != 0 && (veche_change_get_tables (change) & VECHE_TABLE_OTHER))
    occasion_card_load (self);
}

void
veche_occasion_card_set_member (VecheOccasionCard *self, VecheSession *session, gint64 member_id)
{
  g_return_if_fail (VECHE_IS_OCCASION_CARD (self));

  if (self->session != NULL && self->session != session)
    g_signal_handlers_disconnect_by_func (veche_session_get_store (self->session), occasion_card_changed_cb, self);
  if (session != NULL && self->session != session)
    g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (occasion_card_changed_cb), self, G_CONNECT_SWAPPED);
  if (member_id != self->member_id || session == NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->member_id = member_id;
  g_set_object (&self->session, session);
  if (session != NULL)
    occasion_card_load (self);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
veche_occasion_card_dispose (GObject *object)
{
  VecheOccasionCard *self = VECHE_OCCASION_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_occasion_card_parent_class)->dispose (object);
}

static void
veche_occasion_card_class_init (VecheOccasionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_occasion_card_dispose;
}

static void
veche_occasion_card_init (VecheOccasionCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
