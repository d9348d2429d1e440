/* veche-knowledge-files.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-knowledge-files.h"
#include "app/veche-table-words.h"
#include "exchange/veche-articles-file.h"
#include "exchange/veche-table.h"

/*** Out of a file ***/

typedef struct
{
  VecheSession      *session;   /* (owned) */
  GtkWidget         *parent;    /* (owned) */
  GFile             *file;      /* (owned) */
  VecheArticlesPlan *plan;      /* (owned) (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->session);
  g_object_unref (reading->parent);
  g_object_unref (reading->file);
  g_clear_pointer (&reading->plan, veche_articles_plan_free);
  g_free (reading);
}

static gpointer
read_plan (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *path = g_file_get_path (input), *name = g_file_get_basename (input);
  g_autoptr (GBytes) bytes = path != NULL ? veche_table_read_file (path, NULL, error) : NULL;

  if (path == NULL)
    g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_READ, "The file is not on this computer");

  return bytes != NULL ? veche_articles_plan_new (db, bytes, name, error) : NULL;
}

static void
plan_free (gpointer plan)
{
  veche_articles_plan_free (plan);
}

static gboolean
build_plan (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  veche_articles_plan_edit (input, edit);

  return TRUE;
}

/* What it would do, in lines. (transfer full) */
static char *
plan_words (const VecheArticlesPlan *plan)
{
  guint made = plan->counts[VECHE_ARTICLE_ROW_NEW], changed = plan->counts[VECHE_ARTICLE_ROW_CHANGED];
  guint same = plan->counts[VECHE_ARTICLE_ROW_SAME], wrong = plan->counts[VECHE_ARTICLE_ROW_WRONG];
  g_autofree char *first = g_strdup_printf (ngettext ("%u new article", "%u new articles", made), made);
  g_autofree char *second = g_strdup_printf (ngettext ("%u will change; its earlier wording is kept", "%u will change; their earlier wordings are kept", changed), changed);
  g_autofree char *third = g_strdup_printf (ngettext ("%u is here already", "%u are here already", same), same);
  g_autofree char *fourth = g_strdup_printf (ngettext ("%u line can't be read and is left out", "%u lines can't be read and are left out", wrong), wrong);
  g_autoptr (GString) words = g_string_new (first);

  if (changed > 0)
    g_string_append_printf (words, "\n%s", second);
  if (same > 0)
    g_string_append_printf (words, "\n%s", third);
  if (wrong > 0)
    g_string_append_printf (words, "\n%s", fourth);

  return g_strdup (words->str);
}

static void
import_response_cb (AdwMessageDialog *ask, const char *response, Reading *reading)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *name = g_file_get_basename (reading->file), *toast = NULL;

  if (!g_str_equal (response, "import"))
    return;
  edit = veche_edit_new ("article", name);
  toast = g_strdup_printf (_ ("Imported: %s"), name);
  veche_session_build_edit (reading->session, edit, build_plan, g_steal_pointer (&reading->plan), plan_free, toast, NULL, NULL);
}

static void
reading_closed (gpointer data, GClosure *closure)
{
  reading_free (data);
}

static void
plan_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  GtkRoot *root = gtk_widget_get_root (reading->parent);
  GtkWidget *ask;

  reading->plan = veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (reading->plan == NULL || root == NULL)
    {
      if (error != NULL)
        {
          g_autofree char *sentence = veche_table_trouble (error);

          veche_session_toast (reading->session, sentence);
        }
      reading_free (reading);
      return;
    }
  words = plan_words (reading->plan);
  ask = adw_message_dialog_new (GTK_WINDOW (root), _ ("Import into the Knowledge Base?"), words);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (ask), "cancel", _ ("_Cancel"), "import", _ ("_Import"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (ask), "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (ask), "import",
                                           reading->plan->counts[VECHE_ARTICLE_ROW_NEW] + reading->plan->counts[VECHE_ARTICLE_ROW_CHANGED] > 0);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (ask), "import");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (ask), "cancel");
  g_signal_connect_data (ask, "response", G_CALLBACK (import_response_cb), reading, reading_closed, 0);
  gtk_window_present (GTK_WINDOW (ask));
}

void
veche_knowledge_open (VecheSession *session, GtkWidget *parent, GFile *file)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->session = g_object_ref (session);
  reading->parent = g_object_ref (parent);
  reading->file = g_object_ref (file);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, read_plan, g_object_ref (file), g_object_unref, plan_free, NULL,
                         plan_read_cb, reading);
}

static void
import_chosen_cb (GtkNativeDialog *chooser, int response, VecheSession *session)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  GtkWindow *parent = gtk_native_dialog_get_transient_for (chooser);

  if (file != NULL && parent != NULL)
    veche_knowledge_open (session, GTK_WIDGET (parent), file);
  g_object_unref (chooser);
}

void
veche_knowledge_import (VecheSession *session, GtkWidget *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Import Articles"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Tables, Markdown and JSON Lines"));
  for (guint i = 0; i < 7; i++)
    gtk_file_filter_add_suffix (tables, ((const char *const[]) { "csv", "tsv", "xlsx", "ods", "jsonl", "md", "markdown" })[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), tables);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (import_chosen_cb), session, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/*** Into a file ***/

static gpointer
write_file (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *path = g_file_get_path (input), *text = NULL;
  g_autoptr (GPtrArray) articles = veche_articles_list (db, TRUE, error);

  if (articles == NULL)
    return NULL;
  if (path == NULL)
    {
      g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_READ, "The file is not on this computer");
      return NULL;
    }
  text = veche_articles_to_text (articles, path);

  return g_file_set_contents (path, text, -1, error) ? VECHE_JOB_DONE : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) != NULL)
    veche_session_toast (session, _ ("The knowledge base is saved"));
  else if (error != NULL)
    veche_session_show_error (session, error);
}

static void
export_chosen_cb (GtkNativeDialog *chooser, int response, VecheSession *session)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, write_file, file, g_object_unref, NULL, NULL, written_cb,
                           g_object_ref (session));
  g_object_unref (chooser);
}

void
veche_knowledge_export (VecheSession *session, GtkWidget *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Export Articles"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  /* Translators: a file name */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("knowledge.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen_cb), session, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
