/* veche-welcome.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-welcome.h"

struct _VecheWelcome
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheWelcome, veche_welcome, ADW_TYPE_BIN)

static void
veche_welcome_class_init (VecheWelcomeClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), VECHE_RESOURCE_BASE "/veche-welcome.ui");
}

static void
veche_welcome_init (VecheWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
