/* veche-single-keys.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keys that act without Ctrl, where the person wants that (setting "single-keys").  twin: the same key of a Russian keyboard. */
typedef struct
{
  guint       key, twin;
  const char *word;   /* what the callback is given, as "s" */
  GdkModifierType modifiers;
} VecheSingleKey;

void     veche_single_keys_add      (GtkWidget *where, const VecheSingleKey *keys, gsize n, GtkShortcutFunc callback, gpointer user_data);
/* They are wanted, and nothing is being typed where the widget is. */
gboolean veche_single_keys_are_free (GtkWidget *widget);

G_END_DECLS
