/* veche-heat-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-heat-bar.h"
#include "app/veche-heat-words.h"
#include "app/veche-label.h"
#include "app/veche-profile-parts.h"
#include "app/veche-triager.h"

struct _VecheHeatBar
{
  AdwBin        parent_instance;

  VecheTriager *triager;      /* (weak) (nullable) */
  gulong        heard;        /* handler of its "alerts" */
  GPtrArray    *alerts;       /* (owned) (nullable) (element-type VecheHeatAlert): the first is shown */

  GtkWidget    *button, *text, *more;
};

G_DEFINE_FINAL_TYPE (VecheHeatBar, veche_heat_bar, ADW_TYPE_BIN)

enum { LOOK, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
heat_bar_show (VecheHeatBar *self)
{
  g_autofree char *headline = NULL, *more = NULL;
  guint rest;

  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  if (self->triager != NULL)
    self->alerts = veche_triager_list_fresh (self->triager);
  gtk_widget_set_visible (GTK_WIDGET (self), self->alerts != NULL && self->alerts->len > 0);
  if (self->alerts == NULL || self->alerts->len == 0)
    return;

  rest = self->alerts->len - 1;
  headline = veche_heat_headline (self->alerts->pdata[0]);
  more = g_strdup_printf (ngettext ("%u more", "%u more", rest), rest);
  gtk_label_set_text (GTK_LABEL (self->text), headline);
  gtk_label_set_text (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, rest > 0);
  veche_label_speak (self->button, headline);
}

static void
heat_bar_look_cb (VecheHeatBar *self)
{
  if (self->alerts != NULL && self->alerts->len > 0)
    g_signal_emit (self, signals[LOOK], 0, self->alerts->pdata[0]);
}

static void
heat_bar_dismiss_cb (VecheHeatBar *self)
{
  if (self->triager == NULL || self->alerts == NULL || self->alerts->len == 0)
    return;
  gtk_widget_grab_focus (self->button);
  if (self->alerts->len == 1)
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_BACKWARD);   /* before the bar goes: to what stands above it */
  veche_triager_dismiss (self->triager, self->alerts->pdata[0]);
  heat_bar_show (self);
}

void
veche_heat_bar_set_session (VecheHeatBar *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_HEAT_BAR (self));

  if (self->triager != NULL && self->heard != 0)
    g_signal_handler_disconnect (self->triager, self->heard);
  self->heard = 0;
  g_set_weak_pointer (&self->triager, session != NULL ? veche_triager_find (session) : NULL);
  if (self->triager != NULL)
    self->heard = g_signal_connect_object (self->triager, "alerts", G_CALLBACK (heat_bar_show), self, G_CONNECT_SWAPPED);
  heat_bar_show (self);
}

static void
veche_heat_bar_dispose (GObject *object)
{
  VecheHeatBar *self = VECHE_HEAT_BAR (object);

  g_clear_weak_pointer (&self->triager);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_heat_bar_parent_class)->dispose (object);
}

static void
veche_heat_bar_class_init (VecheHeatBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_heat_bar_dispose;
  signals[LOOK] = g_signal_new ("look", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
veche_heat_bar_init (VecheHeatBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("veche-hot-symbolic"), *dismiss;

  self->text = veche_label_new_wrapped (NULL, "veche-small", NULL);
  self->more = veche_label_new (NULL, "veche-caption", "veche-second");
  gtk_label_set_ellipsize (GTK_LABEL (self->more), PANGO_ELLIPSIZE_NONE);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), 24);   /* the pane is not widened by it */
  gtk_box_append (GTK_BOX (inside), icon);
  gtk_box_append (GTK_BOX (inside), self->text);
  gtk_box_append (GTK_BOX (inside), self->more);

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), inside);
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_set_tooltip_text (self->button, _ ("Show These Mentions"));
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (heat_bar_look_cb), self, G_CONNECT_SWAPPED);
  dismiss = veche_profile_icon_button_new ("window-close-symbolic", _ ("Put Away Until It Grows Again"));
  g_signal_connect_object (dismiss, "clicked", G_CALLBACK (heat_bar_dismiss_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), self->button);
  gtk_box_append (GTK_BOX (row), dismiss);
  gtk_widget_add_css_class (row, "veche-heat");
  adw_bin_set_child (ADW_BIN (self), row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
