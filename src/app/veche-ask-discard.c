/* veche-ask-discard.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"

GtkWidget *
veche_ask_discard_new (GtkWindow *window, const char *what, gboolean can_save)
{
  GtkWidget *ask = adw_message_dialog_new (window, _("Save Changes?"), what);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (ask), "cancel", _("_Keep Editing"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (ask), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (ask), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (ask), "save", can_save);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (ask), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (ask), "cancel");

  return ask;
}
