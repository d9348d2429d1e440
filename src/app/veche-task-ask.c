/* veche-task-ask.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-task-dialog.h"
#include "app/veche-task-words.h"
#include "model/veche-text.h"

/* A question of one line, and what it will hang on. */
typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkEditable  *entry;
  GtkLabel     *understood;
  AdwMessageDialog *dialog;
  char         *member_uid, *interaction_uid, *event_uid, *project_uid, *finding_uid;
  char         *about;      /* (nullable) */
  char         *text;       /* (nullable): what was answered */
  GWeakRef      window;
} TaskAsk;

static void task_ask_present (GtkWindow *window, VecheSession *session, const VecheTaskOn *on, const char *about, const char *text);

static void
task_ask_clear (TaskAsk *ask)
{
  g_weak_ref_clear (&ask->window);
  g_free (ask->about);
  g_free (ask->text);
  g_clear_object (&ask->session);
  g_free (ask->member_uid);
  g_free (ask->interaction_uid);
  g_free (ask->event_uid);
  g_free (ask->project_uid);
  g_free (ask->finding_uid);
}

static void
task_ask_unref (gpointer ask)
{
  g_rc_box_release_full (ask, (GDestroyNotify) task_ask_clear);
}

static void
task_ask_typed_cb (TaskAsk *ask)
{
  g_autofree char *today = veche_day_today (), *words = NULL;
  g_autoptr (VecheWhenWords) read = veche_when_words_read (gtk_editable_get_text (ask->entry), today);

  words = veche_task_read_words (read);
  gtk_label_set_text (ask->understood, words != NULL ? words : "");
  adw_message_dialog_set_response_enabled (ask->dialog, "add", *read->title != '\0');
}

/* The dialog is gone by now: with the same words it asks again when the store has not got them. */
static void
task_ask_added_cb (gboolean ok, gpointer user_data)
{
  TaskAsk *ask = user_data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&ask->window);
  VecheTaskOn on = { ask->member_uid, ask->interaction_uid, ask->event_uid, ask->project_uid, ask->finding_uid };

  if (!ok && window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window)))
    task_ask_present (window, ask->session, &on, ask->about, ask->text);
  task_ask_unref (ask);
}

static void
task_ask_response_cb (TaskAsk *ask, const char *response)
{
  VecheTaskOn on = { ask->member_uid, ask->interaction_uid, ask->event_uid, ask->project_uid, ask->finding_uid };

  if (!g_str_equal (response, "add"))
    return;
  g_free (ask->text);
  ask->text = g_strdup (gtk_editable_get_text (ask->entry));
  g_rc_box_acquire (ask);
  if (!veche_task_add (ask->session, ask->text, &on, task_ask_added_cb, ask))
    task_ask_unref (ask);
}

void
veche_task_ask (GtkWidget *parent, VecheSession *session, const VecheTaskOn *on, const char *about)
{
  task_ask_present (GTK_WINDOW (gtk_widget_get_root (parent)), session, on, about, NULL);
}

static void
task_ask_present (GtkWindow *window, VecheSession *session, const VecheTaskOn *on, const char *about, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (window, _ ("What is to be done?"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *entry = gtk_entry_new ();
  g_autofree char *clamped = about != NULL ? veche_text_clamp (about, 100, FALSE) : NULL;
  TaskAsk *ask = g_rc_box_new0 (TaskAsk);

  ask->session = g_object_ref (session);
  ask->about = g_strdup (about);
  g_weak_ref_init (&ask->window, window);
  ask->entry = GTK_EDITABLE (entry);
  ask->dialog = ADW_MESSAGE_DIALOG (dialog);
  ask->member_uid = g_strdup (on->member_uid);
  ask->interaction_uid = g_strdup (on->interaction_uid);
  ask->event_uid = g_strdup (on->event_uid);
  ask->project_uid = g_strdup (on->project_uid);
  ask->finding_uid = g_strdup (on->finding_uid);
  ask->understood = GTK_LABEL (veche_label_new_wrapped ("", "veche-small", "veche-second"));
  if (clamped != NULL)
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), clamped);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Thank her on Friday"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New task"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (ask->understood));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "add", _ ("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "task-ask", ask, task_ask_unref);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (task_ask_typed_cb), ask);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (task_ask_response_cb), ask);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
