/* veche-workspace-files.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-workspace-files.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/veche-settings.h"

#define MAX_RECENT 8

/* ~/.local/share/veche, for this person only. (transfer full) */
static char *
workspace_folder (void)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "veche", NULL);

  g_mkdir_with_parents (folder, 0700);

  return folder;
}

char *
veche_workspace_files_fresh_path (void)
{
  g_autofree char *folder = workspace_folder ();

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.veche", _ ("My Community"))
                                     : g_strdup_printf ("%s %u.veche", _ ("My Community"), i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

char *
veche_workspace_files_title (const char *path, gboolean demo)
{
  char *title;

  if (demo)
    return g_strdup (_ ("Sample Community"));

  title = g_filename_display_basename (path);
  if (g_str_has_suffix (title, ".veche"))
    title[strlen (title) - strlen (".veche")] = '\0';

  return title;
}

void
veche_workspace_files_remember (const char *path)
{
  GSettings *settings = veche_settings_get ();
  g_auto (GStrv) before = g_settings_get_strv (settings, "recent-workspaces");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  g_strv_builder_add (builder, path);
  for (guint i = 0, n = 1; before[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (before[i], path))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }

  after = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "recent-workspaces", (const char *const *) after);
  g_settings_set_string (settings, "last-workspace", path);
}

void
veche_workspace_files_forget (const char *path)
{
  GSettings *settings = veche_settings_get ();
  g_autofree char *last = g_settings_get_string (settings, "last-workspace");

  if (g_strcmp0 (last, path) == 0)
    g_settings_set_string (settings, "last-workspace", "");
}

char *
veche_workspace_files_demo_path (gboolean alone)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "veche", NULL);

  g_mkdir_with_parents (folder, 0700);

  /* `veche --demo` and the one opened from the welcome page may stand side by side. */
  return g_build_filename (folder, alone ? "sample.veche" : "sample-in-window.veche", NULL);
}

void
veche_workspace_files_remove (const char *path)
{
  static const char *const beside[] = { "", "-wal", "-shm", ".lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *file = g_strconcat (path, beside[i], NULL);

      g_unlink (file);
    }
}
