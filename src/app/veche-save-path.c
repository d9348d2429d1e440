/* veche-save-path.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-save-path.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-mention-words.h"

#define LONGEST_NAME 60

typedef struct { char *path; VecheSavePathFunc func; gpointer user_data; } SavePath;

static void
answered_cb (AdwMessageDialog *dialog, const char *response, SavePath *self)
{
  self->func (g_str_equal (response, "replace") ? self->path : NULL, self->user_data);
  g_free (self->path);
  g_free (self);
}

static void
ask (GtkWindow *parent, SavePath *self)
{
  g_autofree char *base = g_filename_display_basename (self->path), *name = veche_words_clean (base, LONGEST_NAME, FALSE);
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, _ ("There is a file of this name already. What is in it will be gone."));

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Replace “%s”?"), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
veche_save_path (GtkWindow *parent, const char *chosen, const char *ending, VecheSavePathFunc func, gpointer user_data)
{
  g_autofree char *path = g_str_has_suffix (chosen, ending) ? NULL : g_strconcat (chosen, ending, NULL);
  SavePath *self;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      func (path != NULL ? path : chosen, user_data);
      return;
    }
  self = g_new0 (SavePath, 1);
  self->path = g_steal_pointer (&path);
  self->func = func;
  self->user_data = user_data;
  ask (parent, self);
}
