/* veche-guest-opinion.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-guest-opinion.h"

#include <glib/gi18n.h>

#include "model/veche-text.h"

typedef struct
{
  VecheSession *session;     /* (owned) */
  char         *event_uid, *member_uid, *name;
  GtkEditable  *words;
  GtkDropDown  *rating;
} Opinion;

static void
opinion_free (gpointer data)
{
  Opinion *opinion = data;

  g_clear_object (&opinion->session);
  g_free (opinion->event_uid);
  g_free (opinion->member_uid);
  g_free (opinion->name);
  g_free (opinion);
}

typedef struct { char *event_uid, *member_uid, *words; guint rating; } Said;

static void
said_free (gpointer data)
{
  Said *said = data;

  g_free (said->event_uid);
  g_free (said->member_uid);
  g_free (said->words);
  g_free (said);
}

static gboolean
said_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const Said *said = input;

  return veche_events_edit_feedback (db, edit, said->event_uid, said->member_uid, said->rating, said->words, error);
}

static void
opinion_response_cb (Opinion *opinion, const char *response)
{
  g_autofree char *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  Said *said;

  if (!g_str_equal (response, "save"))
    return;
  toast = g_strdup_printf (_ ("Written down: %s"), opinion->name);
  edit = veche_edit_new ("guest", opinion->name);
  said = g_new0 (Said, 1);
  said->event_uid = g_strdup (opinion->event_uid);
  said->member_uid = g_strdup (opinion->member_uid);
  said->words = veche_text_tidy (gtk_editable_get_text (opinion->words));
  said->rating = gtk_drop_down_get_selected (opinion->rating);
  veche_session_build_edit (opinion->session, edit, said_build, said, said_free, toast, NULL, NULL);
}

void
veche_guest_opinion_ask (GtkWidget *parent, VecheSession *session, const VecheEventCard *event, const VecheGuest *guest)
{
  const char *const ratings[] = { _ ("No rating"), "1", "2", "3", "4", "5", NULL };
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _ ("What did they say?"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *words = gtk_entry_new (), *rating = gtk_drop_down_new_from_strings (ratings);
  Opinion *opinion = g_new0 (Opinion, 1);

  opinion->session = g_object_ref (session);
  opinion->event_uid = g_strdup (event->uid);
  opinion->member_uid = g_strdup (guest->member_uid);
  opinion->name = veche_text_clamp (guest->name, 60, FALSE);
  opinion->words = GTK_EDITABLE (words);
  opinion->rating = GTK_DROP_DOWN (rating);
  gtk_drop_down_set_selected (opinion->rating, MIN (guest->rating, 5));
  gtk_editable_set_text (opinion->words, guest->feedback != NULL ? guest->feedback : "");
  gtk_entry_set_activates_default (GTK_ENTRY (words), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Their words"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rating), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rating of 5"), -1);
  gtk_box_append (GTK_BOX (box), rating);
  gtk_box_append (GTK_BOX (box), words);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), opinion->name);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "opinion", opinion, opinion_free);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (opinion_response_cb), opinion);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (words);
}
