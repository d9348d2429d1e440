/* veche-refresh.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-refresh.h"

struct _VecheReading
{
  GtkWidget *widget;     /* (unowned) */
  VecheSession *session; /* (owned) */
  const VecheRefreshKind *kind;
  GCancellable *cancellable; /* (owned) (nullable): of the load under way */
  guint timer;
  gboolean stale;
};

typedef struct
{
  VecheRefresh *refresh;     /* gone once it is cancelled */
  GCancellable *cancellable; /* (owned) */
} Load;

static void
refresh_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Load *load = user_data;
  g_autoptr (GCancellable) cancellable = load->cancellable;
  VecheRefresh *self = load->refresh;
  g_autoptr (GError) error = NULL;
  gpointer output = veche_store_run_finish (VECHE_STORE (source), result, &error);

  /* Who cancels has dropped the reading, or reads again. */
  if (g_cancellable_is_cancelled (cancellable))
    return;
  g_clear_object (&self->cancellable);
  if (output != NULL)
    self->kind->show (self->widget, output);
  else
    veche_session_show_error (self->session, error);
}

static void
refresh_stop (VecheRefresh *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
refresh_load (VecheRefresh *self)
{
  Load *load = g_new (Load, 1);

  refresh_stop (self);
  self->stale = FALSE;
  self->cancellable = g_cancellable_new ();
  load->refresh = self;
  load->cancellable = g_object_ref (self->cancellable);
  veche_store_run_async (veche_session_get_store (self->session), self->kind->lane, self->kind->job, NULL, NULL,
                         self->kind->free_output, self->cancellable, refresh_loaded_cb, load);
}

static gboolean
refresh_is_wanted (VecheRefresh *self)
{
  return gtk_widget_get_mapped (self->widget) && (self->kind->wanted == NULL || self->kind->wanted (self->widget));
}

static gboolean
refresh_timer_cb (gpointer user_data)
{
  VecheRefresh *self = user_data;

  self->timer = 0;
  veche_refresh_look (self);

  return G_SOURCE_REMOVE;
}

static void
refresh_changed_cb (VecheRefresh *self, VecheChange *change)
{
  if (!(veche_change_get_tables (change) & self->kind->tables))
    return;
  self->stale = TRUE;
  if (self->timer == 0 && refresh_is_wanted (self))
    self->timer = g_timeout_add (self->kind->pause, refresh_timer_cb, self);
}

VecheRefresh *
veche_refresh_new (GtkWidget *widget, VecheSession *session, const VecheRefreshKind *kind)
{
  VecheRefresh *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && VECHE_IS_SESSION (session), NULL);

  self = g_new0 (VecheRefresh, 1);
  self->widget = widget;
  self->session = g_object_ref (session);
  self->kind = kind;
  self->stale = TRUE;
  g_signal_connect_swapped (veche_session_get_store (session), "changed", G_CALLBACK (refresh_changed_cb), self);
  g_signal_connect_swapped (widget, "map", G_CALLBACK (veche_refresh_look), self);

  return self;
}

void
veche_refresh_look (VecheRefresh *self)
{
  g_return_if_fail (self != NULL);

  if (self->stale && refresh_is_wanted (self))
    refresh_load (self);
}

void
veche_refresh_free (VecheRefresh *self)
{
  g_return_if_fail (self != NULL);

  refresh_stop (self);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_signal_handlers_disconnect_by_data (self->widget, self);
  g_object_unref (self->session);
  g_free (self);
}
