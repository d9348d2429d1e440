/* veche-settings.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-settings.h"

static GSettingsSchema *
settings_lookup_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *data = g_build_filename (folder, "..", "data", NULL);
  g_autoptr (GSettingsSchemaSource) source
    = g_settings_schema_source_new_from_directory (data, g_settings_schema_source_get_default (), FALSE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, VECHE_APP_ID, FALSE) : NULL;
}

GSettings *
veche_settings_get (void)
{
  static GSettings *settings;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings != NULL)
    return settings;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, VECHE_APP_ID, TRUE);
  if (schema == NULL)
    schema = settings_lookup_beside_program ();
  if (schema == NULL)
    g_error ("The settings schema %s is not installed", VECHE_APP_ID);

  settings = g_settings_new_full (schema, NULL, NULL);

  return settings;
}
