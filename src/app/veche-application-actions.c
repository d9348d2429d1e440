/* veche-application-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-application-actions.h"
#include "app/veche-pages.h"
#include "app/veche-preferences.h"
#include "app/veche-settings.h"
#include "app/veche-workspace-files.h"

static void
application_undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *window = veche_application_get_window (user_data);

  if (window != NULL && veche_window_get_session (window) != NULL)
    veche_session_undo (veche_window_get_session (window));
}

static void
application_redo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *window = veche_application_get_window (user_data);

  if (window != NULL && veche_window_get_session (window) != NULL)
    veche_session_redo (veche_window_get_session (window));
}

static void
application_connect_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *path = veche_workspace_files_fresh_path ();

  veche_application_open_workspace (user_data, path, VECHE_THEN_CONNECT, NULL);
}

static void
application_demo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_application_open_demo (user_data);
}

static void
application_close_workspace_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_application_close_workspace (user_data);
}

static void
application_recent_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_application_open_workspace (user_data, g_variant_get_string (parameter, NULL), VECHE_THEN_NOTHING, NULL);
}

static void
application_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *named = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE)
        {
          named = g_str_has_suffix (path, ".veche") ? g_strdup (path) : g_strconcat (path, ".veche", NULL);
          veche_application_open_workspace (user_data, named, VECHE_THEN_NOTHING, NULL);
        }
      else
        veche_application_open_file (user_data, path);
    }

  g_object_unref (dialog);
}

static GtkFileChooser *
application_chooser_new (VecheApplication *self, const char *title, GtkFileChooserAction what, const char *accept)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (title, GTK_WINDOW (veche_application_get_window (self)), what, accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (application_chosen_cb), self);

  return GTK_FILE_CHOOSER (chooser);
}

static void
application_new_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooser *chooser
    = application_chooser_new (user_data, _ ("New Workspace"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Create"));
  g_autofree char *fresh = veche_workspace_files_fresh_path ();
  g_autofree char *folder_path = g_path_get_dirname (fresh);
  g_autofree char *name = g_path_get_basename (fresh);
  g_autoptr (GFile) folder = g_file_new_for_path (folder_path);

  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
application_add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
application_open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooser *chooser
    = application_chooser_new (user_data, _ ("Open Workspace"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "veche", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  application_add_filter (chooser, _ ("Veche workspaces"), (const char *const[]){ "veche", NULL });
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
application_import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooser *chooser
    = application_chooser_new (user_data, _ ("Open a File"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));

  application_add_filter (chooser, _ ("What Veche can read"),
                          (const char *const[]){ "csv", "tsv", "tab", "txt", "vcf", "vcard", "json", "jsonl", "ndjson", "html", "htm", "zip", "gz",
                                                 "veche", NULL });
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
application_preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *window = veche_application_get_window (user_data);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (veche_preferences_new (GTK_WINDOW (window), veche_window_get_session (window))));
}

/* The action's name says what. */
static void
application_notice_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_application_do_notice (user_data, g_action_get_name (G_ACTION (action)), parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
application_shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *window = veche_application_get_window (user_data);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (VECHE_RESOURCE_BASE "/veche-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (window));
  gtk_window_present (shortcuts);
}

static void
application_about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (GTK_WINDOW (veche_application_get_window (user_data)), "application-name", _ ("Veche"),
                         "application-icon", VECHE_APP_ID, "version", VECHE_VERSION, "developer-name",
                         _ ("The Veche authors"), "comments",
                         _ ("The people, talks and plans of your community in one file on your own disk"), "copyright",
                         "© 2026 The Veche authors", "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
application_apply_color_scheme (void)
{
  static const AdwColorScheme schemes[]
    = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  int choice = g_settings_get_enum (veche_settings_get (), "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (choice, 0, (int) G_N_ELEMENTS (schemes) - 1)]);
}

static const GActionEntry application_actions[] = {
  { "undo", application_undo_action, NULL, NULL, NULL, { 0 } },
  { "redo", application_redo_action, NULL, NULL, NULL, { 0 } },
  { "connect", application_connect_action, NULL, NULL, NULL, { 0 } },
  { "demo", application_demo_action, NULL, NULL, NULL, { 0 } },
  { "close-workspace", application_close_workspace_action, NULL, NULL, NULL, { 0 } },
  { "recent", application_recent_action, "s", NULL, NULL, { 0 } },
  { "new", application_new_action, NULL, NULL, NULL, { 0 } },
  { "open", application_open_action, NULL, NULL, NULL, { 0 } },
  { "import", application_import_action, NULL, NULL, NULL, { 0 } },
  { "preferences", application_preferences_action, NULL, NULL, NULL, { 0 } },
  { "reply", application_notice_action, "s", NULL, NULL, { 0 } },
  { "show-mention", application_notice_action, "s", NULL, NULL, { 0 } },
  { "show-promises", application_notice_action, NULL, NULL, NULL, { 0 } },
  { "show-plan", application_notice_action, "s", NULL, NULL, { 0 } },
  { "snooze", application_notice_action, "s", NULL, NULL, { 0 } },
  { "shortcuts", application_shortcuts_action, NULL, NULL, NULL, { 0 } },
  { "about", application_about_action, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *accels[3];
} application_accels[] = {
  { "app.quit", { "<Control>q", "<Control>Cyrillic_shorti", NULL } },
  { "window.close", { "<Control>w", "<Control>Cyrillic_tse", NULL } },
  { "app.preferences", { "<Control>comma", NULL, NULL } },
  { "app.shortcuts", { "<Control>question", "<Control>slash", NULL } },
  { "win.find", { "<Control>f", "<Control>Cyrillic_a", NULL } },
  { "win.search-everything", { "<Control>k", "<Control>Cyrillic_el", NULL } },
  { "win.add", { "<Control>n", "<Control>Cyrillic_te", NULL } },
  { "win.back", { "<Alt>Left", NULL, NULL } },
  { "win.toggle-sidebar", { "F9", NULL, NULL } },
  { "win.menu", { "F10", NULL, NULL } },
};

static void
application_add_page_accels (GtkApplication *application)
{
  guint n;
  const VechePageInfo *pages = veche_pages_list (&n);

  for (guint i = 0; i < n && i < 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-page('%s')", pages[i].name);
      g_autofree char *accel = g_strdup_printf ("<Alt>%u", i + 1);

      if (pages[i].parent == NULL)
        gtk_application_set_accels_for_action (application, action, (const char *[]){ accel, NULL });
    }
}

void
veche_application_add_actions (VecheApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), application_actions, G_N_ELEMENTS (application_actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (application_accels); i++)
    gtk_application_set_accels_for_action (application, application_accels[i].action, application_accels[i].accels);
  application_add_page_accels (application);

  g_signal_connect_object (veche_settings_get (), "changed::color-scheme", G_CALLBACK (application_apply_color_scheme),
                           self, G_CONNECT_SWAPPED);
  application_apply_color_scheme ();
}
