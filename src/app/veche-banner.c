/* veche-banner.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-banner.h"
#include "app/veche-bottom-bar.h"

struct _VecheBanner
{
  AdwBin       parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (VecheBanner, veche_banner, ADW_TYPE_BIN)

static void
veche_banner_class_init (VecheBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, VecheBanner, label);
  gtk_widget_class_bind_template_child (widget_class, VecheBanner, button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
veche_banner_init (VecheBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_bottom_bar_watch (gtk_revealer_get_child (self->revealer));
}

void
veche_banner_show (VecheBanner *self, const char *text, const char *label, const char *detailed_action)
{
  g_return_if_fail (VECHE_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (self->button, label);
      /* With big letters a phone-wide window has no room for it in one line. */
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->button)), TRUE);
      gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (self->button)), GTK_JUSTIFY_CENTER);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), detailed_action);
    }
}
