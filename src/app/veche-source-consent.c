/* veche-source-consent.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-consent.h"
#include "connectors/veche-command-connector.h"
#include "connectors/veche-command-run.h"

gboolean
veche_source_is_blocked (VecheSource *source)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) argv = NULL;

  if (!g_str_equal (source->type, "command"))
    return FALSE;
  argv = veche_command_dup_argv (source->settings, &folder);

  return argv != NULL && !veche_command_is_allowed ((const char *const *) argv, folder);
}

typedef struct
{
  VecheSession     *session;    /* (owned) */
  VecheSessionDone  done;       /* (nullable) */
  gpointer          user_data;
} Agreement;

static void
veche_source_agreed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Agreement *agreement = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (!ok)
    veche_session_show_error (agreement->session, error);
  if (agreement->done != NULL)
    agreement->done (ok, agreement->user_data);
  g_object_unref (agreement->session);
  g_free (agreement);
}

/* A file of this computer's, down to the disk. */
static void
veche_source_agree_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) argv = veche_command_dup_argv (task_data, &folder);
  GError *error = NULL;

  if (argv == NULL || veche_command_allow ((const char *const *) argv, folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
veche_source_agree (VecheSession *session, const char *type, const char *settings, VecheSessionDone done, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Agreement *agreement;

  if (!g_str_equal (type, "command"))
    {
      if (done != NULL)
        done (TRUE, user_data);
      return;
    }
  agreement = g_new0 (Agreement, 1);
  *agreement = (Agreement) { g_object_ref (session), done, user_data };
  task = g_task_new (NULL, NULL, veche_source_agreed_cb, agreement);
  g_task_set_source_tag (task, veche_source_agree);
  g_task_set_task_data (task, g_strdup (settings), g_free);
  g_task_run_in_thread (task, veche_source_agree_thread);
}

typedef struct
{
  VecheSession *session;    /* (owned) */
  char         *uid, *name, *settings;
} Review;

static void
veche_source_review_free (gpointer data, GClosure *closure)
{
  Review *review = data;

  g_object_unref (review->session);
  g_free (review->uid);
  g_free (review->name);
  g_free (review->settings);
  g_free (review);
}

static void
veche_source_reviewed_cb (gboolean ok, gpointer user_data)
{
  Review *review = user_data;
  VecheSource source = { .uid = review->uid, .name = review->name };

  if (ok)
    veche_source_sync (review->session, &source);
  veche_source_review_free (review, NULL);
}

static void
veche_source_review_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Review *review = user_data, *answer;

  if (!g_str_equal (response, "allow"))
    return;

  answer = g_new0 (Review, 1);
  *answer = (Review) { g_object_ref (review->session), g_strdup (review->uid), g_strdup (review->name), g_strdup (review->settings) };
  veche_source_agree (answer->session, "command", answer->settings, veche_source_reviewed_cb, answer);
}

/* The command as it would be typed, in a box of its own: whoever agrees must have seen it. */
static GtkWidget *
veche_source_review_words (VecheSource *source)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) argv = veche_command_dup_argv (source->settings, &folder);
  g_autoptr (GString) typed = g_string_new (NULL);
  g_autofree char *clean = NULL;
  GtkWidget *label, *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; argv != NULL && argv[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (argv[i]);

      g_string_append_printf (typed, "%s%s", i > 0 ? " " : "", quoted);
    }
  clean = veche_words_clean (typed->str, 2000, FALSE);
  label = gtk_label_new (clean);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_box_append (GTK_BOX (box), label);
  if (folder != NULL)
    {
      g_autofree char *where = veche_words_clean (folder, 300, FALSE);
      /* Translators: %s is a folder */
      g_autofree char *text = g_strdup_printf (_ ("In %s"), where);
      GtkWidget *place = gtk_label_new (text);

      gtk_label_set_wrap (GTK_LABEL (place), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (place), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (place), 0);
      gtk_box_append (GTK_BOX (box), place);
    }

  return box;
}

void
veche_source_review (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Run This Command?"), NULL);
  Review *review = g_new0 (Review, 1);

  review->session = g_object_ref (session);
  review->uid = g_strdup (source->uid);
  review->name = g_strdup (source->name);
  review->settings = g_strdup (source->settings);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("This workspace wants to run it every few minutes, with all of your rights on this computer: it can read and "
                                  "delete your files. Agree only if you know it and whoever set it up."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), veche_source_review_words (source));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "allow", _ ("_Run on This Computer"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "allow", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (veche_source_review_cb), review, veche_source_review_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
