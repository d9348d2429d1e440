/* veche-opening-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-opening-page.h"
#include "store/veche-store.h"

#define LOOK_EVERY 600    /* milliseconds; what opens sooner says nothing */

struct _VecheOpeningPage
{
  AdwBin      parent_instance;

  GtkWidget  *status;     /* AdwStatusPage */
  GtkSpinner *spinner;
  guint       timer;
};

G_DEFINE_FINAL_TYPE (VecheOpeningPage, veche_opening_page, ADW_TYPE_BIN)

static gboolean
veche_opening_page_look_cb (gpointer user_data)
{
  VecheOpeningPage *self = user_data;
  AdwStatusPage *status = ADW_STATUS_PAGE (self->status);

  if (veche_store_is_upgrading ())
    {
      adw_status_page_set_title (status, _ ("Preparing Your Workspace"));
      adw_status_page_set_description (status, _ ("It was made by an older Veche. A copy is kept beside it first, so nothing can be lost. "
                                                  "A big workspace takes some minutes."));
    }
  else
    {
      adw_status_page_set_title (status, _ ("Opening…"));
      adw_status_page_set_description (status, NULL);
    }
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (self->status, TRUE);

  return G_SOURCE_CONTINUE;
}

static void
veche_opening_page_map (GtkWidget *widget)
{
  VecheOpeningPage *self = VECHE_OPENING_PAGE (widget);

  GTK_WIDGET_CLASS (veche_opening_page_parent_class)->map (widget);
  if (self->timer == 0)
    self->timer = g_timeout_add (LOOK_EVERY, veche_opening_page_look_cb, self);
}

static void
veche_opening_page_unmap (GtkWidget *widget)
{
  VecheOpeningPage *self = VECHE_OPENING_PAGE (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (self->status, FALSE);
  GTK_WIDGET_CLASS (veche_opening_page_parent_class)->unmap (widget);
}

static void
veche_opening_page_dispose (GObject *object)
{
  VecheOpeningPage *self = VECHE_OPENING_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  G_OBJECT_CLASS (veche_opening_page_parent_class)->dispose (object);
}

static void
veche_opening_page_class_init (VecheOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_opening_page_dispose;
  widget_class->map = veche_opening_page_map;
  widget_class->unmap = veche_opening_page_unmap;
}

static void
veche_opening_page_init (VecheOpeningPage *self)
{
  self->status = adw_status_page_new ();
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 32, 32);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->status), GTK_WIDGET (self->spinner));
  gtk_widget_set_visible (self->status, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->status);
}
