/* veche-step-keys.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keys that move something by so many days, minutes or places. */
typedef struct
{
  const char *trigger;   /* "<Control><Shift>Left" */
  int         by;        /* what the callback is given, as "i" */
} VecheStepKey;

/* The callback is asked before what has the keyboard in there. */
void veche_step_keys_add (GtkWidget *where, const VecheStepKey *keys, gsize n, GtkShortcutFunc callback, gpointer user_data);

G_END_DECLS
