/* veche-erase-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-erase-dialog.h"
#include "app/veche-job-progress.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "exchange/veche-person-file.h"
#include "store/veche-db.h"
#include "store/veche-erase.h"
#include "store/veche-members-table.h"

#define NAME_MOST 60

/*** One file ***/

typedef struct { gint64 member_id; char *path; } Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->path);
  g_free (save);
}

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  Save *save = input;
  g_autofree char *uid = veche_db_uid_for_id (db, "member", save->member_id);

  return uid == NULL || veche_person_file_write (db, uid, save->path, error) ? VECHE_JOB_DONE : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) != NULL)
    veche_session_toast (session, _ ("All that is kept about them is in the file"));
  else
    veche_session_show_error (session, error);
}

typedef struct { VecheSession *session; gint64 member_id; } Choosing;

static void
choosing_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Choosing *) data)->session);
  g_free (data);
}

static void
place_chosen_cb (GtkNativeDialog *chooser, int response, Choosing *choosing)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  Save *save;

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      save = g_new0 (Save, 1);
      save->member_id = choosing->member_id;
      save->path = g_file_get_path (file);
      veche_store_run_async (veche_session_get_store (choosing->session), VECHE_LANE_SCANNER, save_job, save, save_free, NULL, NULL, saved_cb,
                             g_object_ref (choosing->session));
    }
  g_object_unref (chooser);
}

void
veche_person_file_save (VecheSession *session, GtkWidget *parent, gint64 member_id)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save All That Is Kept About Them"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->session = g_object_ref (session);
  choosing->member_id = member_id;
  /* Translators: a file name */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("about-them.json"));
  g_signal_connect_data (chooser, "response", G_CALLBACK (place_chosen_cb), choosing, choosing_free, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/*** Erasing ***/

typedef struct
{
  VecheSession     *session;    /* (owned) */
  VecheJobProgress *progress;   /* (owned): told on the lane */
  GCancellable     *cancellable;
  char             *uid, *actor;
} Run;

static void
run_clear (gpointer data)
{
  Run *run = data;

  g_object_unref (run->session);
  veche_job_progress_unref (run->progress);
  g_object_unref (run->cancellable);
  g_free (run->uid);
  g_free (run->actor);
}

static void
run_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, run_clear);
}

static gpointer
erase_job (VecheDb *db, gpointer input, GError **error)
{
  Run *run = input;
  VecheErasure gone;

  return veche_erase_member (db, run->uid, run->actor, veche_job_progress_tell, run->progress, run->cancellable, &gone, error) ? VECHE_JOB_DONE : NULL;
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  veche_job_progress_end (run->progress, error);
  if (error == NULL)
    veche_session_toast (run->session, _ ("Erased. Copies of the workspace that were made before still hold them"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_toast (run->session, _ ("Stopped. Nothing was erased"));
  run_unref (run);
}

static void
erase (VecheSession *session, const char *uid)
{
  Run *run = g_atomic_rc_box_new0 (Run);

  run->session = g_object_ref (session);
  run->cancellable = g_cancellable_new ();
  run->progress = veche_job_progress_new (session, _ ("Erasing somebody"), run->cancellable);
  run->uid = g_strdup (uid);
  run->actor = g_strdup (veche_session_get_actor (session));
  veche_store_run_long_async (veche_session_get_store (session), erase_job, g_atomic_rc_box_acquire (run), run_unref, NULL, run->cancellable, erased_cb,
                              run);
}

/*** Asking ***/

typedef struct { char *uid, *name; VecheErasure sum; } Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->uid);
  g_free (known->name);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static gpointer
known_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Known) known = g_new0 (Known, 1);
  VecheMember *member = veche_members_load (db, *(gint64 *) input, error);

  if (member == NULL)
    return NULL;
  known->uid = g_strdup (member->parent.uid);
  known->name = veche_words_clean (member->name, NAME_MOST, FALSE);
  veche_record_unref (member);

  return veche_erase_count (db, known->uid, &known->sum, error) ? g_steal_pointer (&known) : NULL;
}

typedef struct
{
  VecheSession     *session;     /* (owned) */
  AdwMessageDialog *dialog;
  GtkEditable      *entry;
  gint64            member_id;
  char             *uid, *name;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->session);
  g_free (ask->uid);
  g_free (ask->name);
  g_free (ask);
}

static void
typed_cb (Ask *ask)
{
  g_autofree char *typed = veche_words_clean (gtk_editable_get_text (ask->entry), NAME_MOST, FALSE);
  g_autofree char *said = g_utf8_casefold (g_strstrip (typed), -1), *name = g_utf8_casefold (ask->name, -1);

  adw_message_dialog_set_response_enabled (ask->dialog, "erase", *said != '\0' && g_str_equal (said, g_strstrip (name)));
}

static void
save_first_cb (Ask *ask)
{
  veche_person_file_save (ask->session, GTK_WIDGET (ask->dialog), ask->member_id);
}

static void
response_cb (Ask *ask, const char *response)
{
  if (g_str_equal (response, "erase"))
    erase (ask->session, ask->uid);
}

static void
add_count (GtkWidget *box, char *words, guint n)
{
  g_autofree char *owned = words;

  if (n > 0)
    gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (owned, "veche-small", NULL));
}

/* (transfer floating) */
static GtkWidget *
counts_new (const VecheErasure *sum)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  add_count (box, g_strdup_printf (ngettext ("%'u account", "%'u accounts", sum->accounts), sum->accounts), sum->accounts);
  add_count (box, g_strdup_printf (ngettext ("%'u message, of which the place in the talk stays", "%'u messages, of which the places in the talks stay",
                                             sum->messages), sum->messages), sum->messages);
  add_count (box, g_strdup_printf (ngettext ("%'u mention in the Inbox", "%'u mentions in the Inbox", sum->waiting), sum->waiting), sum->waiting);
  add_count (box, g_strdup_printf (ngettext ("%'u note, competency, promise or the like", "%'u notes, competencies, promises and the like", sum->words),
                                   sum->words), sum->words);
  add_count (box, g_strdup_printf (ngettext ("%'u line of the history of changes", "%'u lines of the history of changes", sum->changes), sum->changes),
             sum->changes);

  return box;
}

/* (transfer floating) */
static GtkWidget *
ask_content_new (Ask *ask, const VecheErasure *sum)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *save = gtk_button_new_with_mnemonic (_ ("_Save All About Them First…"));
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *words = g_strdup_printf (_ ("To erase, type the name: %s"), ask->name);
  GtkWidget *label = veche_label_new_wrapped (words, "veche-small", NULL);

  ask->entry = GTK_EDITABLE (entry);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_halign (save, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), counts_new (sum));
  gtk_box_append (GTK_BOX (box), save);
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (_ ("Copies of the workspace that you made before still hold them: delete those, too"), "veche-small",
                                                          "veche-second"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_first_cb), ask);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), ask);

  return box;
}

static void
ask_present (GtkWindow *window, VecheSession *session, gint64 member_id, const Known *known)
{
  g_autofree char *heading = g_strdup_printf (_ ("Erase %s?"), known->name);
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Ask *ask = g_new0 (Ask, 1);

  ask->session = g_object_ref (session);
  ask->dialog = message;
  ask->member_id = member_id;
  ask->uid = g_strdup (known->uid);
  ask->name = g_strdup (known->name);
  adw_message_dialog_set_heading (message, heading);
  adw_message_dialog_set_body (message, _ ("This goes for good and can’t be undone. Where others named them stands “[…]”, and no source or file brings "
                                           "them back."));
  adw_message_dialog_set_extra_child (message, ask_content_new (ask, &known->sum));
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (message, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (message, "erase", FALSE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "ask", ask, ask_free);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), ask);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (ask->entry));
}

typedef struct { VecheSession *session; GWeakRef window; gint64 member_id; } Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->session);
  g_weak_ref_clear (&opening->window);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&opening->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (Known) known = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (known == NULL)
    veche_session_show_error (opening->session, error);
  else if (window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window)))
    ask_present (window, opening->session, opening->member_id, known);
}

void
veche_erase_dialog_open (VecheSession *session, GtkWidget *parent, gint64 member_id)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->session = g_object_ref (session);
  opening->member_id = member_id;
  g_weak_ref_init (&opening->window, gtk_widget_get_root (parent));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, known_job, g_memdup2 (&member_id, sizeof member_id), g_free, known_free, NULL,
                         known_cb, opening);
}
