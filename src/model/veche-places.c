/* veche-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-places.h"

#include <gio/gio.h>
#include <string.h>

#include "model/veche-text.h"
#include "veche-words-resources.h"

#define PATH "/app/veche/Veche/words/cities.tsv"

static GPtrArray *
load_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  /* Nothing else refers to the resource: the linker would drop it. */
  veche_words_get_resource ();
  bytes = g_resources_lookup_data (PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);

  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_ptr_array_add (list, g_strsplit (lines[i], "|", -1));

  return list;
}

GPtrArray *
veche_places_list (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_list ());

  return (GPtrArray *) once;
}

static GHashTable *
load_names (void)
{
  GPtrArray *list = veche_places_list ();
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < list->len; i++)
    for (char **name = list->pdata[i]; *name != NULL; name++)
      g_hash_table_add (names, veche_text_fold (*name));

  return names;
}

gboolean
veche_places_knows (const char *name)
{
  static gsize once;
  g_autofree char *folded = strlen (name) < 80 ? veche_text_fold (name) : NULL;
  const char *bare = folded;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_names ());
  if (folded == NULL)
    return FALSE;
  if (g_str_has_prefix (bare, "г.") || g_str_has_prefix (bare, "г "))
    bare += strlen ("г.");
  while (*bare == ' ')
    bare++;

  return g_hash_table_contains ((GHashTable *) once, bare);
}
