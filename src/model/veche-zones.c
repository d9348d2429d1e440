/* veche-zones.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-zones.h"

#include <gio/gio.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "model/veche-places.h"
#include "model/veche-text.h"
#include "veche-words-resources.h"

#define PATH       "/app/veche/Veche/words/zones.tsv"
#define MOST_NAME  80
#define MOST_UNITS 128

/* The first name of each city → its zone. */
static GHashTable *
load_zones (void)
{
  GHashTable *zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  /* Nothing else refers to the resource: the linker would drop it. */
  veche_words_get_resource ();
  bytes = g_resources_lookup_data (PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);

  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = *lines[i] != '\0' && *lines[i] != '#' ? g_strsplit (lines[i], "|", -1) : NULL;

      for (guint k = 1; cells != NULL && cells[k] != NULL; k++)
        g_hash_table_insert (zones, g_strdup (cells[k]), (gpointer) g_intern_string (cells[0]));
    }

  return zones;
}

/* All names of all cities, folded → the zone. */
static GHashTable *
load_names (void)
{
  g_autoptr (GHashTable) zones = load_zones ();
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *cities = veche_places_list ();

  for (guint i = 0; i < cities->len; i++)
    {
      GStrv city = cities->pdata[i];
      gpointer zone = g_hash_table_lookup (zones, city[0]);

      for (guint k = 0; zone != NULL && city[k] != NULL; k++)
        g_hash_table_insert (names, veche_text_fold (city[k]), zone);
    }

  return names;
}

const char *
veche_zones_of_town (const char *town)
{
  static gsize once;
  g_autofree char *folded = town != NULL && strlen (town) < MOST_NAME ? veche_text_fold (town) : NULL;
  const char *bare = folded;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_names ());
  if (folded == NULL)
    return NULL;
  if (g_str_has_prefix (bare, "г.") || g_str_has_prefix (bare, "г "))
    bare += strlen ("г.");
  while (*bare == ' ')
    bare++;

  return g_hash_table_lookup ((GHashTable *) once, bare);
}

/* "VVV" of a date pattern is the city of its zone. (transfer full) (nullable) */
static char *
format_city (const char *tz)
{
  static const UChar pattern[] = { 'V', 'V', 'V', 0 };
  UChar zone[MOST_UNITS], city[MOST_UNITS];
  UErrorCode code = U_ZERO_ERROR;
  UDateFormat *format;
  int32_t n;

  u_strFromUTF8 (zone, G_N_ELEMENTS (zone), NULL, tz, -1, &code);
  format = udat_open (UDAT_PATTERN, UDAT_PATTERN, NULL, zone, -1, pattern, -1, &code);
  if (U_FAILURE (code))
    return NULL;
  n = udat_format (format, 0, city, G_N_ELEMENTS (city), NULL, &code);
  udat_close (format);

  return U_SUCCESS (code) && n > 0 ? g_utf16_to_utf8 ((const gunichar2 *) city, n, NULL, NULL, NULL) : NULL;
}

char *
veche_zones_city (const char *tz)
{
  g_autofree char *city = NULL;

  /* "Etc/GMT+5" and the like are nowhere: ICU would name an unknown city. */
  if (strchr (tz, '/') == NULL || g_str_has_prefix (tz, "Etc/"))
    return g_strdup (tz);
  city = format_city (tz);

  return city != NULL ? g_steal_pointer (&city) : g_strdup (tz);
}
