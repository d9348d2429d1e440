/* veche-people-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-contribution-dialog.h"
#include "app/veche-dates-dialog.h"
#include "app/veche-fields-dialog.h"
#include "app/veche-level.h"
#include "app/veche-organisations-dialog.h"
#include "app/veche-people-actions.h"
#include "app/veche-rules-dialog.h"
#include "app/veche-search-window.h"
#include "app/veche-stages-dialog.h"
#include "exchange/veche-directory.h"

static void
people_search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_search_window_present (session, user_data, NULL);
}

static void
people_fields_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_fields_dialog_present (session, user_data);
}

static void
people_organisations_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_organisations_dialog_present (session, user_data, NULL);
}

static void
people_dates_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_dates_dialog_present (session, user_data);
}

/*** The directory ***/

typedef struct
{
  VecheDirectoryWords words;
  char               *path;
} VecheDirectoryInput;

static void
directory_input_free (gpointer data)
{
  VecheDirectoryInput *input = data;

  g_free (input->path);
  g_free (input);
}

/* How many people, plus one: none is an answer, too. */
static gpointer
directory_job (VecheDb *db, gpointer data, GError **error)
{
  VecheDirectoryInput *input = data;
  guint n = 0;

  return veche_directory_save (db, &input->words, input->path, &n, error) ? GUINT_TO_POINTER (n + 1) : NULL;
}

static void
directory_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  g_autoptr (GError) error = NULL;
  guint n = GPOINTER_TO_UINT (veche_store_run_finish (VECHE_STORE (source), result, &error));
  g_autofree char *text = NULL;

  if (n == 0)
    {
      veche_session_show_error (session, error);
      return;
    }
  if (n == 1)
    text = g_strdup (_ ("The directory is empty: nobody has given that consent yet"));
  else
    text = g_strdup_printf (ngettext ("Directory saved: %u person", "Directory saved: %u people", n - 1), n - 1);
  veche_session_toast (session, text);
}

static void
people_fill_words (VecheDirectoryWords *words)
{
  words->title = _ ("Who Can Do What");
  words->intro = _ ("These people agreed to be shown here.");
  words->by_competency = _ ("By competency");
  words->offers = _ ("Can give");
  words->open_to_offers = _ ("open to offers");
  words->empty = _ ("Nobody has agreed to be shown here yet.");
  /* Translators: the code of your language, for a web page: "en", "ru" */
  words->language = C_ ("language", "en");
  for (int level = 1; level <= 5; level++)
    words->levels[level - 1] = veche_level_word (level);
}

static void
directory_chosen_cb (GtkNativeDialog *dialog, int response, VecheWindow *window)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  VecheSession *session = veche_window_get_session (window);
  VecheDirectoryInput *input;

  if (file != NULL && session != NULL && g_file_peek_path (file) != NULL)
    {
      input = g_new0 (VecheDirectoryInput, 1);
      people_fill_words (&input->words);
      input->path = g_file_get_path (file);
      veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, directory_job, input, directory_input_free, NULL, NULL,
                             directory_saved_cb, g_object_ref (session));
    }
  g_object_unref (dialog);
}

static void
people_directory_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooserNative *chooser;

  if (veche_window_get_session (user_data) == NULL)
    return;

  chooser = gtk_file_chooser_native_new (_ ("Save the Directory"), user_data, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  /* Translators: a file name */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("directory.html"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (directory_chosen_cb), user_data, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
people_contributions_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_contribution_dialog_open (session, user_data);
}

static void
people_rules_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_rules_dialog_open (user_data, session);
}

static void
people_stages_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSession *session = veche_window_get_session (user_data);

  if (session != NULL)
    veche_stages_dialog_open (session, user_data);
}

static const GActionEntry actions[] = {
  { "search-everything", people_search_action, NULL, NULL, NULL, { 0 } },
  { "fields", people_fields_action, NULL, NULL, NULL, { 0 } },
  { "organisations", people_organisations_action, NULL, NULL, NULL, { 0 } },
  { "directory", people_directory_action, NULL, NULL, NULL, { 0 } },
  { "contributions", people_contributions_action, NULL, NULL, NULL, { 0 } },
  { "dates", people_dates_action, NULL, NULL, NULL, { 0 } },
  { "rules", people_rules_action, NULL, NULL, NULL, { 0 } },
  { "stages", people_stages_action, NULL, NULL, NULL, { 0 } },
};

void
veche_people_add_actions (VecheWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}
